use crate::Ranks;
use anyhow::{Context, Result};
use clap::Parser;
use mpi::Threading;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process;
use std::thread::sleep;
use std::time::Duration;

/// How long the ranks after the first one wait before they report an error. If all ranks have the same error, rank 0 has ended the
/// job by then, and it is printed once.
const PRECEDENCE: Duration = Duration::from_millis(500);

/// Reads the arguments, and runs `program` on every rank as [`on_ranks`] does. Only rank 0 prints an error in the arguments.
pub fn launch<A: Parser>(program: impl FnOnce(&Ranks, A) -> Result<()>) -> Result<()> {
    let status = on_ranks(|ranks| match A::try_parse() {
        Ok(args) => program(ranks, args).map(|()| 0),
        Err(message) => {
            if ranks.is_first() {
                message.print()?;
            }
            Ok(message.exit_code())
        }
    })?;
    if status == 0 { Ok(()) } else { process::exit(status) }
}

/// Starts MPI, and runs `program` on every rank.
///
/// If `program` fails or panics on one rank, the whole job ends. Otherwise the other ranks would wait for this one forever.
pub fn on_ranks<T>(program: impl FnOnce(&Ranks) -> Result<T>) -> Result<T> {
    // libtorch has threads of its own. Only this one calls MPI.
    let (universe, _) = mpi::initialize_with_threading(Threading::Funneled).context("MPI has been started before")?;
    let ranks = Ranks::new(universe.world());
    // Without `catch_unwind`, a panic on one rank would end MPI in the destructor of `universe`, which waits for the others.
    match catch_unwind(AssertUnwindSafe(|| program(&ranks))) {
        Ok(Ok(result)) => Ok(result),
        Ok(Err(error)) => {
            if !ranks.is_first() {
                sleep(PRECEDENCE);
            }
            eprintln!("rank {} of {}: {error:#}", ranks.rank(), ranks.count());
            ranks.abort(1)
        }
        Err(_) => ranks.abort(101),
    }
}

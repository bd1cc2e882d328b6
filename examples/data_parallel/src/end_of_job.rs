use crate::Ranks;
use anyhow::{Context, Result};
use signal_hook::consts::SIGTERM;
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use std::thread;

/// The ranks that print the message. If one of them is the rank that was killed, the other one is left.
const SPEAKERS: u64 = 2;

/// Prints how to continue if the job is ended from outside: if a rank dies, `mpirun` sends SIGTERM to all others.
pub fn announce_end_of_job(ranks: &Ranks, folder: String) -> Result<()> {
    if ranks.rank() >= SPEAKERS {
        return Ok(());
    }
    let (rank, count) = (ranks.rank(), ranks.count());
    let mut signals = Signals::new([SIGTERM]).context("cannot handle SIGTERM")?;
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            eprintln!(
                "rank {rank} of {count}: the job is ended by SIGTERM, because another rank has died or failed, or mpirun was stopped. \
                To continue from the last checkpoint in {folder}, start it again with --resume, on any number of ranks."
            );
            // Ends the process as without a handler. It returns only if SIGTERM cannot do so.
            let _ = emulate_default_handler(SIGTERM);
        }
    });
    Ok(())
}

use crate::exit;
use crate::input::Run;
use crate::output::{self, GOOD, WARNING};
use anyhow::Result;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tch_lr_scheduler::printable;

/// Check a plan for errors, and for settings that are valid but probably a mistake
///
/// There is a warning for a first step at rate 0, a jump by more than a factor of ten, a phase that the run never reaches, a
/// minimum above the base, a warm-up that is longer than the run, a cosine that rises again, and a one-cycle that ends before the
/// run. If the length of the run is unknown, only some of these are found.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr check plan.toml\n  tch-lr check plan.toml --steps 10000 --deny-warnings\n\n\
    Exit codes: 0 no error, 1 an error, 3 a warning with --deny-warnings")]
pub struct Args {
    /// The plan: a file in JSON or TOML, or `-` for standard input
    plan: PathBuf,
    #[command(flatten)]
    run: Run,
    /// Exit with code 3 if there is a warning
    #[arg(long)]
    deny_warnings: bool,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let loaded = args.run.load(&args.plan)?;
    let warnings = loaded.named(loaded.plan.check(loaded.groups, loaded.steps))?;
    let mut output = output::colored().lock();
    for warning in &warnings {
        writeln!(output, "{}: {WARNING}warning:{WARNING:#} {}", loaded.name, printable(&warning.to_string()))?;
    }
    if warnings.is_empty() {
        writeln!(output, "{}: {GOOD}no warnings{GOOD:#}", loaded.name)?;
    }
    output.flush()?;
    Ok(if args.deny_warnings && !warnings.is_empty() { ExitCode::from(exit::WARNINGS) } else { ExitCode::SUCCESS })
}

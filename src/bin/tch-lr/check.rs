use crate::exit;
use crate::input::Run;
use crate::output::{self, DOUBT, FINE};
use anyhow::Result;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Say what is wrong with a plan, and what is legal but rarely meant
///
/// Warnings are of: a first step at rate 0, a jump by more than a factor of ten, a phase that is never reached, a floor above the
/// base, a warm-up longer than the run, a cosine that rises again, a one-cycle that ends early.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr check plan.toml\n  tch-lr check plan.toml --steps 10000 --deny-warnings\n\n\
    Exit codes: 0 no error, 1 an error, 3 a warning with --deny-warnings.")]
pub struct Args {
    /// The plan: a file in JSON or TOML, or `-` for standard input
    plan: PathBuf,
    #[command(flatten)]
    run: Run,
    /// Exit with code 3 where there is a warning
    #[arg(long)]
    deny_warnings: bool,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let loaded = args.run.load(&args.plan)?;
    let warnings = loaded.located(loaded.plan.check(loaded.groups, loaded.steps))?;
    let mut output = output::colored().lock();
    for warning in &warnings {
        writeln!(output, "{}: {DOUBT}warning:{DOUBT:#} {warning}", loaded.name)?;
    }
    if warnings.is_empty() {
        writeln!(output, "{}: {FINE}fine{FINE:#}", loaded.name)?;
    }
    output.flush()?;
    Ok(if args.deny_warnings && !warnings.is_empty() { ExitCode::from(exit::WARNINGS) } else { ExitCode::SUCCESS })
}

use crate::input::Run;
use crate::output::{self, DIM, NAME};
use anyhow::Result;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tch_lr_scheduler::printable;

/// Describe a plan in sentences, with its key numbers
///
/// The key numbers are the peak and the last value with their steps, and the area: the sum of the values over all steps, divided
/// by the sum if every value were the given constant.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr describe plan.toml\n  tch-lr describe plan.json --steps 500 --groups 2")]
pub struct Args {
    /// The plan: a file in JSON or TOML, or `-` for standard input
    plan: PathBuf,
    #[command(flatten)]
    run: Run,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let loaded = args.run.load(&args.plan)?;
    let descriptions = loaded.named(loaded.plan.describe(loaded.groups, loaded.steps))?;
    let mut output = output::colored().lock();
    for description in descriptions {
        writeln!(output, "{NAME}{}{NAME:#}: {}", printable(&description.subject), printable(&description.sentence))?;
        if let Some(numbers) = description.numbers {
            writeln!(output, "    {numbers}")?;
        }
    }
    if loaded.steps.is_none() {
        writeln!(output, "{DIM}Peak, end and area need --steps, because the plan has no total_steps.{DIM:#}")?;
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

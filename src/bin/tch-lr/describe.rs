use crate::input::Run;
use crate::output::{self, FAINT, NAME};
use anyhow::Result;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Say in a sentence what a plan does, with its key numbers
///
/// The area is the sum over all steps, as a fraction of what the constant rate would come to.
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
    let told = loaded.located(loaded.plan.describe(loaded.groups, loaded.steps))?;
    let mut output = output::colored().lock();
    for description in told {
        writeln!(output, "{NAME}{}{NAME:#}: {}", description.subject, description.sentence)?;
        if let Some(numbers) = description.numbers {
            writeln!(output, "    {numbers}")?;
        }
    }
    if loaded.steps.is_none() {
        writeln!(output, "{FAINT}Peak, end and area take --steps, for the plan has no total_steps.{FAINT:#}")?;
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

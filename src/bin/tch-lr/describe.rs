use crate::input::{Run, at_least_one};
use crate::output::{self, DIM, NAME};
use anyhow::Result;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tch_lr_scheduler::{Plan, RunLength, Span, printable};

/// Describe a plan in sentences, with its key numbers
///
/// The key numbers are the peak and the last value with their steps, and the area: the sum of the values over all steps, divided
/// by the sum if every value were the given constant.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr describe plan.toml\n  tch-lr describe plan.json --steps 500 --groups 2\n  \
    tch-lr describe plan.toml --steps-per-epoch 391")]
pub struct Args {
    /// The plan: a file in JSON or TOML, or `-` for standard input
    plan: PathBuf,
    #[command(flatten)]
    run: Run,
    /// Show epochs of N steps in place of steps [default: the unit of the plan's run, or steps]
    #[arg(long, value_name = "N", value_parser = at_least_one, conflicts_with = "tokens_per_step", allow_negative_numbers = true)]
    steps_per_epoch: Option<u64>,
    /// Show tokens in place of steps, N of them per step [default: the unit of the plan's run, or steps]
    #[arg(long, value_name = "N", value_parser = at_least_one, allow_negative_numbers = true)]
    tokens_per_step: Option<u64>,
}

impl Args {
    /// The plan, with the unit of the command line.
    fn in_unit(&self, plan: Plan) -> tch_lr_scheduler::Result<Plan> {
        let run = plan.run_length().map_or(Ok(RunLength::default()), |steps| RunLength::new(Span::steps(steps)))?;
        match (self.steps_per_epoch, self.tokens_per_step) {
            (Some(steps), _) => plan.run(run.steps_per_epoch(steps)?),
            (_, Some(tokens)) => plan.run(run.tokens_per_step(tokens)?),
            _ => Ok(plan),
        }
    }
}

pub fn run(args: &Args) -> Result<ExitCode> {
    let loaded = args.run.load(&args.plan)?;
    let plan = loaded.named(args.in_unit(loaded.plan.clone()))?;
    let descriptions = loaded.named(plan.describe(loaded.groups, loaded.steps))?;
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

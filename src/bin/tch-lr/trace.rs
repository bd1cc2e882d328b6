use crate::exit::Usage;
use crate::input::{Loaded, Run, is_standard_input, metrics};
use crate::output;
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tch_lr_scheduler::observe::{csv_header, csv_row, json_line};
use tch_lr_scheduler::{DryRun, Scheduler, State};

/// Print the values of a plan at every step
///
/// Prints a row for each of the steps 0 to N - 1, with every learning rate, momentum, weight decay, beta2, eps and scalar that the step
/// trains with. Each number is the shortest decimal that reads back as the same bits.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr trace plan.toml --steps 100 > rates.csv\n  \
    tch-lr trace plan.toml --every 10 --format table\n  \
    tch-lr trace plateau.json --steps 90 --metrics losses.txt --format jsonl")]
pub struct Args {
    /// The plan: a file in JSON or TOML, or `-` for standard input
    plan: PathBuf,
    #[command(flatten)]
    run: Run,
    /// A file of metrics for the feedback rule, or `-` for standard input [default: no metrics]
    ///
    /// Line 1 is the metric of step 0, line 2 that of step 1, and so on. It is applied after the step, so it can change the rates
    /// from the next step on. An empty line is a step without a metric.
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
    /// Print only every K-th step, beginning with step 0
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// CSV: a header, then a row for each step
    Csv,
    /// JSON Lines: an object for each step
    Jsonl,
    /// Aligned columns for people
    Table,
}

pub fn run(args: &Args) -> Result<ExitCode> {
    if is_standard_input(&args.plan) && args.metrics.as_deref().is_some_and(is_standard_input) {
        bail!(Usage("standard input can be the plan or the metrics, not both".into()));
    }
    let loaded = args.run.load(&args.plan)?;
    let steps = loaded.needed_steps()?;
    let metrics = args.metrics.as_deref().map(metrics).transpose()?;
    let trace = Trace { loaded, metrics, steps, every: args.every };
    // The first pass prints nothing, so that an error at any step is reported before any output.
    trace.each(|_| Ok(()))?;
    let mut output = output::plain();
    match args.format {
        Format::Csv => trace.each(|state| {
            if state.step == 0 {
                writeln!(output, "{}", csv_header(state))?;
            }
            Ok(writeln!(output, "{}", csv_row(state))?)
        })?,
        Format::Jsonl => trace.each(|state| Ok(writeln!(output, "{}", json_line(state))?))?,
        Format::Table => write!(output, "{}", trace.table()?)?,
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

struct Trace {
    loaded: Loaded,
    metrics: Option<Vec<Option<f64>>>,
    steps: u64,
    every: u64,
}

impl Trace {
    /// Runs the plan without an optimizer, and calls `show` with the state at every `every`-th step.
    fn each(&self, mut show: impl FnMut(&State) -> Result<()>) -> Result<()> {
        let mut scheduler = self.loaded.named(Scheduler::start(&self.loaded.plan, self.loaded.groups, &mut DryRun))?;
        let mut step = 0;
        while step < self.steps {
            if step % self.every == 0 {
                show(scheduler.state())?;
            }
            let moved = match &self.metrics {
                Some(metrics) => {
                    if let Some(Some(metric)) = metrics.get(step as usize) {
                        self.loaded.named(scheduler.metric(*metric, &mut DryRun))?;
                    }
                    scheduler.step(&mut DryRun)
                }
                None => scheduler.seek(step.saturating_add(self.every), &mut DryRun),
            };
            let next = step.saturating_add(if self.metrics.is_some() { 1 } else { self.every });
            // An error beyond the last step does not matter.
            if next < self.steps {
                self.loaded.named(moved)?;
            }
            step = next;
        }
        Ok(())
    }

    fn table(&self) -> Result<String> {
        let mut rows: Vec<Vec<String>> = vec![];
        self.each(|state| {
            if rows.is_empty() {
                let names = state.named_values().map(|(name, _)| name.to_string());
                rows.push(std::iter::once("step".to_owned()).chain(names).collect());
            }
            let values = state.named_values().map(|(_, value)| format!("{value:?}"));
            rows.push(std::iter::once(state.step.to_string()).chain(values).collect());
            Ok(())
        })?;
        let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
        let widths: Vec<_> = (0..).map_while(width).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).enumerate();
            // Steps are aligned to the right. Values are aligned to the left, so that their first digits line up.
            let cells = cells
                .map(|(column, (cell, &width))| if column == 0 { format!("{cell:>width$}") } else { format!("{cell:<width$}") });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
        };
        Ok(rows.iter().map(line).collect())
    }
}

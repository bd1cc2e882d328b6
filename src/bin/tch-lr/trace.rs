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

/// Print the value of every subject at every step
///
/// There is a row for each of the steps 0 to N - 1, with the values that the step trains with. Numbers are the shortest decimals
/// that read back as the same bits.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr trace plan.toml --steps 100 > rates.csv\n  \
    tch-lr trace plan.toml --every 10 --format table\n  \
    tch-lr trace plateau.json --steps 90 --metrics losses.txt --format jsonl")]
pub struct Args {
    /// The plan: a file in JSON or TOML, or `-` for standard input
    plan: PathBuf,
    #[command(flatten)]
    run: Run,
    /// Metrics for the feedback rule, or `-` for standard input: one number a line, given before each step moves on; an empty
    /// line is a step without one
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
    /// Print every K-th step
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
    /// How
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// A header and a row a step
    Csv,
    /// A JSON object a step
    Jsonl,
    /// Columns for people
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
    // Once without a word, so that nothing is printed where anything is wrong.
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
    /// Runs the plan, and shows the states that are asked for.
    fn each(&self, mut show: impl FnMut(&State) -> Result<()>) -> Result<()> {
        let mut scheduler = self.loaded.located(Scheduler::start(&self.loaded.plan, self.loaded.groups, &mut DryRun))?;
        let mut step = 0;
        while step < self.steps {
            if step % self.every == 0 {
                show(scheduler.state())?;
            }
            let moved = match &self.metrics {
                Some(metrics) => {
                    if let Some(Some(metric)) = metrics.get(step as usize) {
                        self.loaded.located(scheduler.metric(*metric, &mut DryRun))?;
                    }
                    scheduler.step(&mut DryRun)
                }
                None => scheduler.seek(step.saturating_add(self.every), &mut DryRun),
            };
            let next = step.saturating_add(if self.metrics.is_some() { 1 } else { self.every });
            // What is beyond the last step is nobody's concern.
            if next < self.steps {
                self.loaded.located(moved)?;
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
            // Steps at the right, values at the left, where their first digits tell them apart.
            let cells = cells
                .map(|(column, (cell, &width))| if column == 0 { format!("{cell:>width$}") } else { format!("{cell:<width$}") });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
        };
        Ok(rows.iter().map(line).collect())
    }
}

use crate::exit::Usage;
use crate::input::{Loaded, Run, at_least_one, is_standard_input, metrics};
use crate::output;
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use tch_lr_scheduler::observe::{csv_header, csv_row, json_line};
use tch_lr_scheduler::{DryRun, Scheduler, State, printable};

/// Print the values of a plan at every step
///
/// Prints a row for each of the steps 0 to N - 1, with the learning rates, momenta, weight decays, beta2, eps and scalars that are
/// in force at this step. Each number is the shortest decimal that reads back as the same bits.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  tch-lr trace plan.toml --steps 100 > rates.csv\n  \
    tch-lr trace plan.toml --every 10 --format table\n  \
    tch-lr trace plateau.json --steps 90 --metrics losses.txt --format jsonl")]
pub struct Args {
    /// The plan: a file in JSON or TOML, or `-` for standard input
    plan: PathBuf,
    #[command(flatten)]
    run: Run,
    /// A file of metrics for the feedback rules, or `-` for standard input [default: no metrics]
    ///
    /// Line 1 is the metric of step 0, line 2 that of step 1, and so on. It is applied after the step, so it can change the rates
    /// from the next step on. An empty line is a step without a metric. The rows end where a rule asks to stop.
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
    /// Print only every K-th step, beginning with step 0
    #[arg(long, value_name = "K", default_value_t = 1, value_parser = at_least_one, allow_negative_numbers = true)]
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
    trace.check()?;
    let mut output = output::plain();
    match args.format {
        Format::Csv => trace.each(|state| {
            if state.step == 0 {
                writeln!(output, "{}", printable(&csv_header(state)))?;
            }
            Ok(writeln!(output, "{}", csv_row(state))?)
        })?,
        Format::Jsonl => trace.each(|state| Ok(writeln!(output, "{}", printable_json(&json_line(state)))?))?,
        Format::Table => write!(output, "{}", trace.table()?)?,
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A line of JSON with the characters that a terminal acts on as escapes of JSON.
fn printable_json(line: &str) -> String {
    let escaped = |letter: char| match printable(letter.encode_utf8(&mut [0; 4])) {
        shown if shown.chars().eq([letter]) => shown,
        _ => format!("\\u{:04x}", u32::from(letter)),
    };
    if printable(line) == line { line.into() } else { line.chars().map(escaped).collect() }
}

struct Trace {
    loaded: Loaded,
    metrics: Option<Vec<Option<f64>>>,
    steps: u64,
    every: u64,
}

impl Trace {
    /// Finds the errors that can be found before the first row is printed: metrics that no rule uses, and a last row that cannot be
    /// computed.
    fn check(&self) -> Result<()> {
        let has_metrics = self.metrics.iter().flatten().any(Option::is_some);
        let Some(last) = self.steps.checked_sub(1).map(|last| last - last % self.every) else {
            return Ok(());
        };
        if has_metrics && !self.loaded.plan.has_feedback() {
            bail!(
                "{}: add feedback = {{ type = \"ReduceLROnPlateau\" }} to the plan, because --metrics is only for a plan with a feedback \
                 rule (in JSON: \"feedback\": {{\"type\": \"ReduceLROnPlateau\"}})",
                self.loaded.name
            );
        }
        self.loaded.named(self.loaded.plan.preview(self.loaded.groups, last)).map(drop)
    }

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
                        // The run would end here.
                        if scheduler.state().should_stop() {
                            break;
                        }
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
        const MOST_CELLS: u64 = 1 << 22;
        let columns = self.loaded.named(self.loaded.plan.preview(self.loaded.groups, 0))?.named_values().count() as u64 + 1;
        let (rows, most) = (self.steps.div_ceil(self.every), MOST_CELLS / columns);
        if rows > most {
            bail!(Usage(format!(
                "--format table is for at most {most} rows of this plan, because it needs all rows for the width of its columns, found \
                 {rows}: use --every {} or --format csv",
                self.steps.div_ceil(most.max(1))
            )));
        }
        let mut rows: Vec<Vec<String>> = vec![];
        self.each(|state| {
            if rows.is_empty() {
                let names = state.named_values().map(|(name, _)| printable(&name.to_string()));
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

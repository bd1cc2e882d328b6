use super::inputs::{Inputs, Predicted};
use crate::output::{self, DIM, NAME, WARNING};
use anyhow::Result;
use std::io::Write;

/// Prints the fit if there was one, the plans from the lowest predicted loss to the highest, and the warnings on standard error.
pub fn print(inputs: &Inputs, predictions: &[Predicted]) -> Result<()> {
    let mut output = output::colored().lock();
    fit(inputs, &mut output, "")?;
    let width = predictions.iter().map(|plan| plan.name.chars().count()).max().unwrap_or(0).max(4);
    if !predictions.is_empty() {
        writeln!(output, "{DIM}rank  {:width$}    loss  90 % interval{DIM:#}", "plan")?;
    }
    for (index, plan) in predictions.iter().enumerate() {
        let prediction = &plan.prediction;
        let [loss, low, high] = [prediction.loss(), prediction.low(), prediction.high()];
        writeln!(output, "{:>4}  {NAME}{:width$}{NAME:#}  {loss:.4}  {low:.4} to {high:.4}", index + 1, plan.name)?;
    }
    output.flush()?;
    let mut errors = anstream::stderr().lock();
    for plan in predictions {
        for warning in &plan.warnings {
            writeln!(errors, "{}: {WARNING}warning:{WARNING:#} {warning}", plan.file)?;
        }
    }
    Ok(())
}

/// Writes the law and its error on each run, each line behind `prefix`.
pub fn fit(inputs: &Inputs, output: &mut impl Write, prefix: &str) -> Result<()> {
    let (law, seen) = (inputs.law.law(), inputs.law.seen());
    let (runs, error) = (seen.runs().len(), 100.0 * seen.error());
    writeln!(output, "{prefix}{}, fitted to {runs} runs with a mean error of {error:.2} %", law.kind())?;
    for run in seen.runs() {
        let (steps, losses, error) = (run.steps, run.losses, 100.0 * run.error);
        writeln!(
            output,
            "{prefix}  {}: {steps} steps, {losses} losses, error {error:.2} %",
            tch_lr_scheduler::printable(&run.name)
        )?;
    }
    Ok(())
}

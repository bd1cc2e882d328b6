//! The rates and losses of a run, by the example's code and by its Python twin, and the checked-in ones.

use super::precision::Precision;
use super::settings;
use super::text::Text;
use super::trainer::Trainer;
use crate::common::python_packages::python_with;
use anyhow::{Context, Result, ensure};
use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use tch::Device;

const PYTHON: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/python/gpt.py");

/// The step's learning rate, loss, and norm of the gradients.
pub type Step = [f64; 3];

/// Trains with the example's code in double precision. Writes the initial weights to `weights`.
pub fn of_example(flags: &[String], weights: &Path) -> Result<Vec<Step>> {
    let settings = settings(flags)?;
    let text = Text::load(settings.text.as_deref(), Device::Cpu)?;
    let mut trainer = Trainer::new(&settings, Device::Cpu, Precision::Double)?;
    trainer.vs.save(weights)?;
    let mut steps = vec![];
    while !trainer.is_done() {
        let lr = trainer.opt.lr();
        let update = trainer.update(&text)?.context("without mixed precision no step is skipped")?;
        steps.push([lr, update.finite_loss(trainer.opt.state().step)?, update.grad_norm.double_value(&[])]);
        trainer.opt.advance()?;
    }
    Ok(steps)
}

/// Trains with the Python twin; `None` if there is no Python for it.
pub fn of_python(flags: &[String], weights: &Path) -> Result<Option<Vec<Step>>> {
    let skipped = "the example gpt is compared with the checked-in losses only";
    let Some(python) = python_with(&["torch", "safetensors.torch"], skipped) else { return Ok(None) };
    let csv = weights.with_extension("csv");
    let mut command = Command::new(python);
    command.args(["-B", "-W", "ignore", PYTHON, "--threads", "1", "--double"]).args(flags);
    let output = command.arg("--weights").arg(weights).arg("--csv").arg(&csv).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let step = |row: csv::Result<(u64, f64, f64, f64)>| row.map(|(_, lr, loss, norm)| [lr, loss, norm]);
    Ok(Some(csv::Reader::from_path(csv)?.into_deserialize().map(step).collect::<csv::Result<_>>()?))
}

/// The losses of both programs as a table.
pub fn table(example: &[Step], python: &[Step]) -> Result<String> {
    let mut table = "step,lr,example,python\n".to_owned();
    for (step, ([lr, loss, _], [_, python, _])) in example.iter().zip(python).enumerate() {
        writeln!(table, "{step},{lr:?},{loss:?},{python:?}")?;
    }
    Ok(table)
}

/// Python's losses in such a table.
pub fn python_in(table: &Path) -> Result<Vec<f64>> {
    let rows = csv::Reader::from_path(table)?.into_deserialize();
    Ok(rows.map(|row: csv::Result<(u64, f64, f64, f64)>| row.map(|row| row.3)).collect::<csv::Result<_>>()?)
}

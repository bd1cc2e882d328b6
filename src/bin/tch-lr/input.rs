//! Reads plans and metrics.

use crate::exit::Usage;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use tch_lr_scheduler::{Plan, PlanSpec};

pub const STANDARD_INPUT: &str = "standard input";

/// The length of the run and the number of parameter groups.
#[derive(clap::Args)]
pub struct Run {
    /// The length of the run in steps [default: total_steps of the plan]
    #[arg(long, value_name = "N")]
    pub steps: Option<u64>,
    /// The number of parameter groups of the optimizer [default: the number of groups that the plan names]
    #[arg(long, value_name = "G", value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    pub groups: Option<u64>,
}

/// A plan that was read, with what the command line says about the run.
pub struct Loaded {
    /// The name of the file in messages.
    pub name: String,
    pub plan: Plan,
    pub steps: Option<u64>,
    pub groups: usize,
}

impl Run {
    pub fn load(&self, path: &Path) -> Result<Loaded> {
        let (name, spec) = spec(path)?;
        self.loaded(name, &spec)
    }

    /// The plan of a file that was read.
    pub fn loaded(&self, name: String, spec: &PlanSpec) -> Result<Loaded> {
        let plan = spec.plan();
        // The error of a file names it.
        let plan = if name == STANDARD_INPUT { plan.context(STANDARD_INPUT)? } else { plan? };
        let groups = self.groups.map_or(plan.named_groups(), |groups| groups as usize);
        let steps = self.steps.or(plan.run_length());
        Ok(Loaded { name, plan: plan.silent(), steps, groups })
    }
}

impl Loaded {
    /// The length of the run, for commands that need one.
    pub fn needed_steps(&self) -> Result<u64> {
        let missing = || Usage(format!("--steps is needed: {} has no total_steps", self.name));
        Ok(self.steps.ok_or_else(missing)?)
    }

    /// Adds the name of the file to an error of the library.
    pub fn named<T>(&self, result: tch_lr_scheduler::Result<T>) -> Result<T> {
        result.with_context(|| self.name.clone())
    }
}

/// The name of a file in messages.
pub fn name(path: &Path) -> String {
    if is_standard_input(path) { STANDARD_INPUT.into() } else { path.display().to_string() }
}

pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads a file, and returns its name in messages. The contents are not checked.
pub fn spec(path: &Path) -> Result<(String, PlanSpec)> {
    if !is_standard_input(path) {
        return Ok((name(path), PlanSpec::read(path)?));
    }
    let text = standard_input()?;
    let spec = if text.trim_start().starts_with('{') { PlanSpec::from_json(&text) } else { PlanSpec::from_toml(&text) };
    Ok((STANDARD_INPUT.into(), spec.context(STANDARD_INPUT)?))
}

/// Reads a metric from each line. An empty line is a step without a metric.
pub fn metrics(path: &Path) -> Result<Vec<Option<f64>>> {
    let (name, text) = match is_standard_input(path) {
        true => (name(path), standard_input()?),
        false => {
            let name = name(path);
            let text = fs::read_to_string(path).map_err(|error| anyhow::anyhow!("cannot read {name}: {error}"))?;
            (name, text)
        }
    };
    let mut metrics = vec![];
    for (index, line) in text.lines().enumerate() {
        metrics.push(match line.trim() {
            "" => None,
            number => match number.parse() {
                Ok(metric) => Some(metric),
                Err(_) => bail!("{name}: line {}: expected a number or an empty line, found {number:?}", index + 1),
            },
        });
    }
    Ok(metrics)
}

fn standard_input() -> Result<String> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).map_err(|error| anyhow::anyhow!("cannot read {STANDARD_INPUT}: {error}"))?;
    Ok(text)
}

//! Reads plans and metrics.

use crate::exit::Usage;
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use tch_lr_scheduler::{Plan, PlanSpec};

const STANDARD_INPUT: &str = "standard input";

/// The length of the run and the number of parameter groups.
#[derive(clap::Args)]
pub struct Run {
    /// The length of the run in steps [default: total_steps of the plan]
    #[arg(long, value_name = "N")]
    pub steps: Option<u64>,
    /// The number of parameter groups of the optimizer [default: the number of groups that the plan names]
    #[arg(long, value_name = "G", value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    pub groups: Option<u64>,
    /// Change a value of the plan before it is read, such as lr.base=0.01 or lr.schedule.T_max=500; can be repeated
    #[arg(long, value_name = "PATH=VALUE", value_parser = assignment)]
    set: Vec<(String, String)>,
}

fn assignment(text: &str) -> Result<(String, String), String> {
    let (path, value) = text.split_once('=').ok_or("write PATH=VALUE, such as lr.base=0.01")?;
    Ok((path.trim().into(), value.trim().into()))
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
        let (name, plan) = plan(path, &self.set)?;
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

pub fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads a plan, in which each path of `changes` has another value than in the file.
fn plan(path: &Path, changes: &[(String, String)]) -> Result<(String, Plan)> {
    let changed = |spec: PlanSpec| changes.iter().try_fold(spec, |spec, (path, value)| spec.set(path, value));
    if !is_standard_input(path) {
        return Ok((path.display().to_string(), changed(PlanSpec::read(path)?)?.plan()?));
    }
    let text = standard_input()?;
    let spec = if text.trim_start().starts_with('{') { PlanSpec::from_json(&text) } else { PlanSpec::from_toml(&text) };
    Ok((STANDARD_INPUT.into(), spec.and_then(changed).and_then(|spec| spec.plan()).context(STANDARD_INPUT)?))
}

/// Reads a metric from each line. An empty line is a step without a metric.
pub fn metrics(path: &Path) -> Result<Vec<Option<f64>>> {
    let (name, text) = match is_standard_input(path) {
        true => (STANDARD_INPUT.into(), standard_input()?),
        false => {
            let name = path.display().to_string();
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

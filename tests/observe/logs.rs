//! Runs to observe, and a trait over the two logs of lines.

use std::path::Path;
use tch_lr_scheduler::observe::{CsvLog, JsonLinesLog, Observer};
use tch_lr_scheduler::{
    CosineAnnealingLr, CosineAnnealingWarmRestarts, CyclicLr, DryRun, ExponentialLr, Plan, Result, Scheduler, State,
};

/// The constructors of a log of lines.
pub trait Log: Observer + Sized {
    fn create(path: &Path, state: &State) -> Result<Self>;
    fn append(path: &Path, state: &State) -> Result<Self>;
}

impl Log for CsvLog {
    fn create(path: &Path, state: &State) -> Result<Self> {
        Self::create(path, state)
    }

    fn append(path: &Path, state: &State) -> Result<Self> {
        Self::append(path, state)
    }
}

impl Log for JsonLinesLog {
    fn create(path: &Path, state: &State) -> Result<Self> {
        Self::create(path, state)
    }

    fn append(path: &Path, state: &State) -> Result<Self> {
        Self::append(path, state)
    }
}

/// A plan with two groups, momentum, and a number whose name needs escaping.
pub fn plan() -> Result<Plan> {
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(7)?).lr_group(1, 1e-300, CosineAnnealingWarmRestarts::new(3)?);
    Ok(plan.momentum(0.9, CyclicLr::new(0.3, 0.7)?).scalar("p, \"q\"\n", 1e20, ExponentialLr::new(0.3)?))
}

/// The states of a run: the initial one and one after each step.
pub fn states(plan: &Plan, groups: usize, steps: usize) -> Result<Vec<State>> {
    let mut scheduler = Scheduler::start(plan, groups, &mut DryRun)?;
    let mut states = vec![scheduler.state().clone()];
    for _ in 0..steps {
        states.push(scheduler.step(&mut DryRun)?.clone());
    }
    Ok(states)
}

/// Creates a log at the first state and observes the others.
pub fn log<L: Log>(path: &Path, states: &[State]) -> Result<L> {
    let mut log = L::create(path, &states[0])?;
    states[1..].iter().try_for_each(|state| log.observe(state))?;
    Ok(log)
}

/// All values of a state, in the order of the columns.
pub fn values(state: &State) -> Vec<f64> {
    let numbers = state.scalars.iter().map(|(_, value)| value);
    [&state.lr, &state.momentum, &state.weight_decay].into_iter().flatten().chain(numbers).copied().collect()
}

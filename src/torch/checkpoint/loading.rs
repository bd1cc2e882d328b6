//! Loading in two: all that can fail, and then all that changes anything.

use super::manifest::{self, Entry};
use super::part::{self, PartMut, Rest};
use super::saved::Checkpoint;
use super::weights::{self, Fitting};
use crate::run::Loadable;
use crate::{Error, Result, ScheduledOptimizer, Scheduler, State};
use tch::nn::Optimizer;

/// A part that was found to fit.
pub(super) struct Fitted<'a> {
    weights: Fitting,
    rest: FittedRest<'a>,
}

enum FittedRest<'a> {
    Nothing,
    Scheduled(&'a mut ScheduledOptimizer, Box<Loadable>),
    Plain(&'a mut Scheduler, &'a mut Optimizer, Box<Loadable>),
    Average(&'a mut u64, u64),
}

impl<'a> Fitted<'a> {
    pub(super) fn new(part: PartMut<'a>, checkpoint: &Checkpoint) -> Result<Self> {
        let PartMut { name, vs, rest, change } = part;
        let entry = checkpoint.entry(name)?;
        let rest = match rest {
            Rest::Nothing => FittedRest::Nothing,
            Rest::Scheduled(opt) => {
                let loadable = opt.loadable(state(checkpoint, name, entry)?, change)?;
                FittedRest::Scheduled(opt, Box::new(loadable))
            }
            Rest::Plain(scheduler, optimizer) => {
                let loadable = scheduler.loadable(state(checkpoint, name, entry)?, change, optimizer)?;
                FittedRest::Plain(scheduler, optimizer, Box::new(loadable))
            }
            Rest::Average(n_averaged) => {
                let saved = entry.n_averaged.ok_or_else(|| checkpoint.lacks(name, "n_averaged", "a number, of an average"))?;
                FittedRest::Average(n_averaged, saved)
            }
        };
        let path = part::weights_path(checkpoint.path(), name);
        entry.weights.check(&path)?;
        Ok(Self { weights: weights::fitting(vs, &path)?, rest })
    }

    pub(super) fn load(self) -> Result<()> {
        self.weights.copy()?;
        match self.rest {
            FittedRest::Nothing => {}
            FittedRest::Scheduled(opt, loadable) => _ = opt.load_at_last(*loadable)?,
            FittedRest::Plain(scheduler, optimizer, loadable) => _ = scheduler.load_at_last(*loadable, optimizer)?,
            FittedRest::Average(n_averaged, saved) => *n_averaged = saved,
        }
        Ok(())
    }
}

pub(super) fn state(checkpoint: &Checkpoint, name: &str, entry: &Entry) -> Result<State> {
    let sum = entry.state.as_ref().ok_or_else(|| checkpoint.lacks(name, "state", "a state"))?;
    let path = part::state_path(checkpoint.path(), name);
    sum.check(&path)?;
    State::open(path)
}

impl Checkpoint {
    fn lacks(&self, name: &str, field: &str, expected: &str) -> Error {
        manifest::problem(self.path(), format!("parts.{name}.{field}"), expected.into(), "null".into())
    }
}

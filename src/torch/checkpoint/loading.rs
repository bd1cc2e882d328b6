//! Loading in two: all that can fail, and then all that changes anything.

use super::manifest::{self, Entry};
use super::part::{self, PartMut, Rest};
use super::saved::Checkpoint;
use super::weights::{self, Fitting};
use crate::run::PreparedLoad;
use crate::{Error, Result, ScheduledOptimizer, Scheduler, State};
use tch::nn::Optimizer;

/// A part that was found to fit.
pub(super) struct Fitted<'a> {
    weights: Fitting,
    rest: FittedRest<'a>,
}

enum FittedRest<'a> {
    Nothing,
    Scheduled(&'a mut ScheduledOptimizer, Box<PreparedLoad>),
    Plain(&'a mut Scheduler, &'a mut Optimizer, Box<PreparedLoad>),
    Average(&'a mut u64, u64),
}

impl<'a> Fitted<'a> {
    pub(super) fn new(part: PartMut<'a>, checkpoint: &Checkpoint) -> Result<Self> {
        let PartMut { name, vs, rest, change } = part;
        let entry = checkpoint.entry(name)?;
        let rest = match rest {
            Rest::Nothing => FittedRest::Nothing,
            Rest::Scheduled(opt) => {
                let prepare_load = opt.prepare_load(state(checkpoint, name, entry)?, change)?;
                FittedRest::Scheduled(opt, Box::new(prepare_load))
            }
            Rest::Plain(scheduler, optimizer) => {
                let prepare_load = scheduler.prepare_load(state(checkpoint, name, entry)?, change, optimizer)?;
                FittedRest::Plain(scheduler, optimizer, Box::new(prepare_load))
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
            FittedRest::Scheduled(opt, prepare_load) => _ = opt.commit(*prepare_load)?,
            FittedRest::Plain(scheduler, optimizer, prepare_load) => _ = scheduler.commit(*prepare_load, optimizer)?,
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

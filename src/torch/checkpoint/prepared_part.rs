//! Loads parts in two phases: all checks first, then all changes. A failed check therefore changes nothing.

use super::part_mut::{PartMut, PartTarget};
use super::weights::{self, PreparedWeights};
use crate::run::PreparedLoad;
use crate::{Checkpoint, Result, ScheduledOptimizer, Scheduler};
use tch::nn::Optimizer;

/// A part that has passed every check and can be loaded.
pub(super) struct PreparedPart<'a> {
    weights: PreparedWeights,
    target: PreparedTarget<'a>,
}

/// A [`PartTarget`] with the data that is loaded into it.
enum PreparedTarget<'a> {
    WeightsOnly,
    ScheduledOptimizer(&'a mut ScheduledOptimizer, Box<PreparedLoad>),
    PlainOptimizer(&'a mut Scheduler, &'a mut Optimizer, Box<PreparedLoad>),
    Average(&'a mut u64, u64),
}

impl<'a> PreparedPart<'a> {
    /// Checks that the files of the part have not changed since the save and that they fit its target. Changes nothing.
    pub(super) fn new(part: PartMut<'a>, checkpoint: &Checkpoint) -> Result<Self> {
        let PartMut { name, vs, target, policy } = part;
        let target = match target {
            PartTarget::WeightsOnly => PreparedTarget::WeightsOnly,
            PartTarget::ScheduledOptimizer(opt) => {
                let prepared = opt.prepare_load(checkpoint.state_of(name)?, policy)?;
                PreparedTarget::ScheduledOptimizer(opt, Box::new(prepared))
            }
            PartTarget::PlainOptimizer(scheduler, optimizer) => {
                let prepared = scheduler.prepare_load(checkpoint.state_of(name)?, policy, optimizer)?;
                PreparedTarget::PlainOptimizer(scheduler, optimizer, Box::new(prepared))
            }
            PartTarget::Average(n_averaged) => PreparedTarget::Average(n_averaged, checkpoint.n_averaged_of(name)?),
        };
        let path = checkpoint.verified_weights_of(name)?;
        Ok(Self { weights: weights::prepare(vs, &path)?, target })
    }

    /// Writes the weights, and then the state or the number of averaged updates.
    pub(super) fn commit(self) -> Result<()> {
        self.weights.commit()?;
        match self.target {
            PreparedTarget::WeightsOnly => {}
            PreparedTarget::ScheduledOptimizer(opt, prepared) => _ = opt.commit(*prepared)?,
            PreparedTarget::PlainOptimizer(scheduler, optimizer, prepared) => _ = scheduler.commit(*prepared, optimizer)?,
            PreparedTarget::Average(n_averaged, saved) => *n_averaged = saved,
        }
        Ok(())
    }
}

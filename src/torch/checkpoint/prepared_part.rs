//! Loads parts in two phases: all checks first, then all changes. A failed check therefore changes nothing.

use super::json_target::JsonTarget;
use super::options::LoadOptions;
use super::part_mut::{PartMut, PartTarget};
use super::restored::Missing;
use super::saved_part::SavedPart;
use super::weights::PreparedTensors;
use crate::run::PreparedLoad;
use crate::torch::groups::{check_store, take_in_new_variables};
use crate::torch::optimizer_state::PreparedOptimizerState;
use crate::{Checkpoint, Result, ScheduledOptimizer, Scheduler};
use tch::nn::Optimizer;

/// A part that has passed every check and can be loaded.
pub(super) enum PreparedPart<'a> {
    Tensors(PreparedTensors),
    Average(PreparedTensors, &'a mut u64, u64),
    ScheduledOptimizer(PreparedRun, &'a mut ScheduledOptimizer),
    PlainOptimizer(PreparedRun, &'a mut Scheduler, &'a mut Optimizer),
    Json(JsonTarget<'a>),
}

/// What a network and its optimizer need to continue a run.
pub(super) struct PreparedRun {
    weights: PreparedTensors,
    optimizer: Option<PreparedOptimizerState>,
    schedule: Box<PreparedLoad>,
}

impl<'a> PreparedPart<'a> {
    /// Checks that the files of the part have not changed since the save and that they fit its target. Changes only `missing`, to
    /// which it adds what the checkpoint does not contain.
    pub(super) fn new(
        part: PartMut<'a>,
        checkpoint: &Checkpoint,
        options: &LoadOptions,
        missing: &mut Vec<Missing>,
    ) -> Result<Self> {
        let saved = SavedPart { checkpoint, name: part.name };
        let policy = part.policy.unwrap_or_else(|| options.policy.clone());
        let mut optimizer_state = |vs: &_, optimizer: &_, schedule: &PreparedLoad| -> Result<_> {
            if !options.optimizer_state || !part.optimizer_state {
                return Ok(None);
            }
            let prepared = saved.optimizer_state(vs, optimizer, schedule.state())?;
            if prepared.is_none() {
                missing.push(Missing::OptimizerState { part: saved.name.into() });
            }
            Ok(prepared)
        };
        Ok(match part.target {
            PartTarget::Weights(vs) => Self::Tensors(saved.weights(vs)?),
            PartTarget::Average(averaged) => {
                let n_averaged = saved.n_averaged()?;
                let (vs, target) = averaged.load_targets();
                Self::Average(saved.weights(vs)?, target, n_averaged)
            }
            PartTarget::ScheduledOptimizer(vs, opt) => {
                check_store(vs, &opt.optimizer)?;
                let schedule = opt.prepare_load(checkpoint.state_of(saved.name)?, policy).map_err(|error| saved.named(error))?;
                let (weights, optimizer) = (saved.weights(vs)?, optimizer_state(vs, &opt.optimizer, &schedule)?);
                Self::ScheduledOptimizer(PreparedRun { weights, optimizer, schedule: Box::new(schedule) }, opt)
            }
            PartTarget::PlainOptimizer(vs, scheduler, optimizer) => {
                check_store(vs, optimizer)?;
                take_in_new_variables(optimizer)?;
                let state = checkpoint.state_of(saved.name)?;
                let schedule = scheduler.prepare_load(state, policy, optimizer).map_err(|error| saved.named(error))?;
                let (weights, prepared) = (saved.weights(vs)?, optimizer_state(vs, optimizer, &schedule)?);
                let run = PreparedRun { weights, optimizer: prepared, schedule: Box::new(schedule) };
                Self::PlainOptimizer(run, scheduler, optimizer)
            }
            PartTarget::Tensors(tensors) => Self::Tensors(saved.tensors(&tensors)?),
            PartTarget::Json(mut target) => {
                target.prepare(checkpoint, saved.name)?;
                Self::Json(target)
            }
        })
    }

    /// Whether the part continues a run, which needs the random generators.
    pub(super) fn continues_run(&self) -> bool {
        matches!(self, Self::ScheduledOptimizer(..) | Self::PlainOptimizer(..))
    }

    /// Writes what was prepared.
    pub(super) fn commit(self) -> Result<()> {
        match self {
            Self::Tensors(tensors) => tensors.commit(),
            Self::Average(weights, target, n_averaged) => {
                weights.commit()?;
                *target = n_averaged;
                Ok(())
            }
            Self::ScheduledOptimizer(run, opt) => {
                run.weights.commit()?;
                run.optimizer.map_or(Ok(()), |state| state.commit(&mut opt.optimizer))?;
                opt.commit(*run.schedule).map(drop)
            }
            Self::PlainOptimizer(run, scheduler, optimizer) => {
                run.weights.commit()?;
                run.optimizer.map_or(Ok(()), |state| state.commit(optimizer))?;
                scheduler.commit(*run.schedule, optimizer).map(drop)
            }
            Self::Json(mut target) => {
                target.commit();
                Ok(())
            }
        }
    }
}

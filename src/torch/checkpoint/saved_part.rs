//! Reads the files of one saved part.

use super::weights::{self, PreparedTensors};
use crate::checkpoint::{optimizer_path, tensors_path};
use crate::torch::optimizer_state::PreparedOptimizerState;
use crate::torch::tensor_file::read_tensors;
use crate::{Checkpoint, Error, Hyperparameter, OptimizerState, Result, State};
use std::collections::BTreeMap;
use tch::Tensor;
use tch::nn::{Optimizer, VarStore};

/// One part of a checkpoint.
#[derive(Clone, Copy)]
pub(super) struct SavedPart<'a> {
    pub(super) checkpoint: &'a Checkpoint,
    pub(super) name: &'a str,
}

impl<'a> SavedPart<'a> {
    /// The weights for `vs`.
    pub(super) fn weights(self, vs: &VarStore) -> Result<PreparedTensors> {
        let Self { checkpoint, name } = self;
        let saved = checkpoint.entry(name)?.weights.as_ref();
        let saved = saved.ok_or_else(|| checkpoint.absent(name, "weights", "weights, as `Part::weights` saves them"))?;
        let path = tensors_path(checkpoint.path(), name);
        let tensors = read_tensors(&path, saved).map_err(|error| checkpoint.unreadable(error))?;
        weights::prepare(tensors, vs.variables().into_iter().collect(), "the VarStore", &path)
    }

    /// The program's own tensors for `targets`.
    pub(super) fn tensors(self, targets: &[(String, &mut Tensor)]) -> Result<PreparedTensors> {
        let Self { checkpoint, name } = self;
        let tensors = checkpoint.tensors_of(name)?;
        let targets: BTreeMap<_, _> = targets.iter().map(|(name, target)| (name.clone(), target.shallow_clone())).collect();
        weights::prepare(tensors, targets, "the program", &tensors_path(checkpoint.path(), name))
    }

    /// The number of updates in the average.
    pub(super) fn n_averaged(self) -> Result<u64> {
        let Self { checkpoint, name } = self;
        let missing = || checkpoint.absent(name, "n_averaged", "a number of updates, as `Part::average` saves it");
        checkpoint.entry(name)?.n_averaged.ok_or_else(missing)
    }

    /// The state of the optimizer of `vs`; `None` if the checkpoint does not contain it. `state` is the state of the schedule after
    /// the load.
    pub(super) fn optimizer_state(
        self,
        vs: &VarStore,
        optimizer: &Optimizer,
        state: &State,
    ) -> Result<Option<PreparedOptimizerState>> {
        let Self { checkpoint, name } = self;
        let Some(entry) = &checkpoint.entry(name)?.optimizer else {
            return Ok(None);
        };
        let path = optimizer_path(checkpoint.path(), name);
        let tensors = read_tensors(&path, &entry.tensors).map_err(|error| checkpoint.unreadable(error))?;
        let class = entry.class.parse()?;
        let saved = OptimizerState::from_parts(class, entry.steps.iter().cloned(), tensors);
        let saved = saved.map_err(|error| error.in_file(path.display()))?;
        saved.prepare(vs, optimizer, state.values(Hyperparameter::Momentum)).map(Some).map_err(|error| match error {
            Error::ForeignOptimizerState { .. } => {
                let remedy =
                    "to leave the optimizer's state out, call `without_optimizer_state` of the `LoadOptions` or of the part";
                Error::checkpoint(checkpoint.path(), remedy, error)
            }
            other => other,
        })
    }

    /// Adds the remedy to the error that the plan has changed.
    pub(super) fn named(self, error: Error) -> Error {
        match error {
            Error::PlanChanged { .. } => {
                let remedy = "to resume all the same, pass `ResumePolicy::KeepSaved`, `SameStep` or `SameFraction` to `load_with` or \
                    `load_latest_with`";
                Error::checkpoint(self.checkpoint.path(), remedy, error)
            }
            other => other,
        }
    }
}

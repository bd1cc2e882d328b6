use super::{OptimizerState, names};
use crate::torch::groups::check_store;
use crate::torch::native::{LibtorchOptimizer, VariableState, identity};
use crate::{Error, Result, ScheduledOptimizer};
use std::collections::HashSet;
use std::sync::Mutex;
use tch::nn::{Optimizer, VarStore, Variables};
use tch::{TchError, Tensor, no_grad};

impl OptimizerState {
    /// Copies the state of the optimizer of `vs`.
    ///
    /// # Errors
    /// [`Error::ForeignVarStore`] if the optimizer does not train the variables of `vs`. [`Error::ForeignOptimizerState`] if a
    /// trainable variable has no name in `vs`. [`Error::Torch`] if libtorch fails, for example if memory runs out.
    ///
    /// ```
    /// use tch::{Device, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::OptimizerState;
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[2]);
    /// let optimizer = nn::Adam::default().build(&vs, 0.1)?;
    /// assert!(OptimizerState::of(&vs, &optimizer)?.tensors().next().is_none()); // not yet trained
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(vs: &VarStore, optimizer: &Optimizer) -> Result<Self> {
        check_store(vs, optimizer)?;
        Self::collect(&vs.variables_, optimizer, |variable, state| copied(variable, &state))
    }

    /// The state without copies: the tensors are those of libtorch, and the next step of the optimizer changes them.
    pub(in crate::torch) fn shared(vs: &VarStore, optimizer: &Optimizer) -> Result<Self> {
        check_store(vs, optimizer)?;
        Self::collect(&vs.variables_, optimizer, |_, state| Ok(state))
    }

    fn collect(
        variables: &Mutex<Variables>,
        optimizer: &Optimizer,
        convert: impl Fn(&Tensor, VariableState) -> Result<VariableState>,
    ) -> Result<Self> {
        let libtorch = LibtorchOptimizer::of(optimizer)?;
        let mut known = HashSet::new();
        for group in 0..libtorch.groups()? {
            known.extend(libtorch.variables(group)?.iter().map(identity));
        }
        // A variable that was added since the last step is not registered in libtorch yet, and has no state.
        let state_of = |variable: &Tensor| match known.contains(&identity(variable)) {
            true => libtorch.state(variable)?.map(|state| convert(variable, state)).transpose(),
            false => Ok(None),
        };
        let variables = names::trainable(variables)?.into_iter().map(|(name, variable)| Ok((name, state_of(&variable)?)));
        Ok(Self { class: libtorch.class()?, variables: variables.collect::<Result<_>>()? })
    }
}

impl ScheduledOptimizer {
    /// Copies the state of libtorch's optimizer. Torch's `optimizer.state_dict()`.
    ///
    /// [`state`](Self::state) returns the state of the schedule.
    ///
    /// # Errors
    /// [`Error::ForeignOptimizerState`] if a trainable variable has no name in the `VarStore`. [`Error::Torch`] if libtorch fails,
    /// for example if memory runs out.
    ///
    /// ```
    /// use tch::{Device, Kind, nn};
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[2]);
    /// let mut opt = Plan::lr(0.1, Constant).build(&vs, nn::AdamW::default())?;
    /// opt.backward_step(&w.sum(Kind::Float));
    /// assert!(opt.optimizer_state()?.steps().eq([("w", 1)]));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "state_dict")]
    pub fn optimizer_state(&self) -> Result<OptimizerState> {
        OptimizerState::collect(self.variables(), &self.optimizer, |variable, state| copied(variable, &state))
    }
}

/// A copy of a state, on the device of `variable` and with the memory layout that libtorch gives to tensors of this state.
pub(super) fn copied(variable: &Tensor, state: &VariableState) -> Result<VariableState> {
    let copy = |tensor: &Tensor| -> std::result::Result<Tensor, TchError> {
        let mut copy = variable.f_zeros_like()?;
        copy.f_copy_(tensor)?;
        Ok(copy)
    };
    let mut tensors = [const { None }; 3];
    for (copied, tensor) in tensors.iter_mut().zip(&state.tensors) {
        *copied = no_grad(|| tensor.as_ref().map(copy).transpose()).map_err(|error| Error::Torch(error.to_string()))?;
    }
    Ok(VariableState { steps: state.steps, tensors })
}

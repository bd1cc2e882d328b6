use super::of_optimizer::copied;
use super::{OptimizerState, check};
use crate::Result;
use crate::torch::ScheduledOptimizer;
use crate::torch::groups::{check_store, take_in_new_variables};
use crate::torch::native::{LibtorchOptimizerMut, VariableState};
use std::sync::Mutex;
use tch::Tensor;
use tch::nn::{Optimizer, VarStore, Variables};

impl OptimizerState {
    /// Replaces the whole state of the optimizer of `vs` with a copy of this state, on the devices of the variables.
    ///
    /// # Errors
    /// [`Error::ForeignOptimizerState`](crate::Error::ForeignOptimizerState) if the optimizer has another class or variables of
    /// other names, or if a tensor is missing, is not needed, or has another shape or kind than its variable.
    /// [`Error::ForeignVarStore`](crate::Error::ForeignVarStore) if the optimizer does not train the variables of `vs`. The state
    /// of the optimizer is unchanged in these cases. [`Error::Torch`](crate::Error::Torch) if libtorch fails.
    ///
    /// ```
    /// use tch::{Device, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::OptimizerState;
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let state = OptimizerState::of(&vs, &nn::Sgd::default().build(&vs, 0.1)?)?;
    /// let error = state.load_into(&vs, &mut nn::Adam::default().build(&vs, 0.1)?).unwrap_err();
    /// assert_eq!(error.to_string(), "optimizer state: class is SGD, expected Adam, the class of the optimizer");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn load_into(&self, vs: &VarStore, optimizer: &mut Optimizer) -> Result<()> {
        check_store(vs, optimizer)?;
        take_in_new_variables(optimizer)?;
        self.write_into(&vs.variables_, optimizer)
    }

    fn write_into(&self, variables: &Mutex<Variables>, optimizer: &mut Optimizer) -> Result<()> {
        let copied = |(name, variable)| {
            let state = self.variables.get(&name).and_then(Option::as_ref);
            let state = state.map(|state| copied(&variable, state)).transpose()?;
            Ok((variable, state))
        };
        let copies = check::fitting(self, variables, optimizer, &[])?.into_iter().map(copied);
        PreparedOptimizerState(copies.collect::<Result<_>>()?).commit(optimizer)
    }

    /// Checks that this state fits the optimizer of `vs`, and moves its tensors to the devices of the variables. The optimizer is
    /// unchanged. `momentum` has the momentum of each group after the load, or is empty if it stays as it is.
    pub(in crate::torch) fn prepare(
        mut self,
        vs: &VarStore,
        optimizer: &Optimizer,
        momentum: &[f64],
    ) -> Result<PreparedOptimizerState> {
        let fitting = check::fitting(&self, &vs.variables_, optimizer, momentum)?.into_iter();
        let moved = fitting.map(|(name, variable)| {
            let state = self.variables.remove(&name).flatten().map(|state| moved(&variable, state)).transpose()?;
            Ok((variable, state))
        });
        moved.collect::<Result<_>>().map(PreparedOptimizerState)
    }
}

/// A state that fits an optimizer, on the devices of the variables. The optimizer is unchanged until the state is committed.
pub(in crate::torch) struct PreparedOptimizerState(Vec<(Tensor, Option<VariableState>)>);

impl PreparedOptimizerState {
    pub(in crate::torch) fn commit(self, optimizer: &mut Optimizer) -> Result<()> {
        let mut libtorch = LibtorchOptimizerMut::of(optimizer)?;
        self.0.iter().try_for_each(|(variable, state)| libtorch.put_state(variable, state.as_ref()))
    }
}

/// The state on the device of its variable. A tensor that libtorch can use without a change is not copied.
fn moved(variable: &Tensor, mut state: VariableState) -> Result<VariableState> {
    let is_ready = |tensor: &Tensor| tensor.device() == variable.device() && tensor.is_contiguous() && variable.is_contiguous();
    if state.tensors.iter().flatten().all(is_ready) {
        return Ok(state);
    }
    for slot in &mut state.tensors {
        // One tensor at a time, so that there are never two copies of the whole state.
        let one = VariableState { steps: state.steps, tensors: [slot.take(), None, None] };
        let [copy, ..] = copied(variable, &one)?.tensors;
        *slot = copy;
    }
    Ok(state)
}

impl ScheduledOptimizer {
    /// Replaces the whole state of libtorch's optimizer with a copy of `state`. Torch's `optimizer.load_state_dict(...)`.
    ///
    /// The state of the schedule is restored by [`load`](Self::load). The two methods may be called in any order.
    ///
    /// # Errors
    /// The errors of [`OptimizerState::load_into`], and the error of [`advance`](Self::advance) if the plan does not allow a group that
    /// was added.
    ///
    /// ```
    /// use tch::{Device, Kind, nn};
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[2]);
    /// let mut opt = Plan::lr(0.1, Constant).build(&vs, nn::AdamW::default())?;
    /// opt.backward_step(&w.sum(Kind::Float));
    ///
    /// let mut again = Plan::lr(0.1, Constant).build(&vs, nn::AdamW::default())?;
    /// again.load_optimizer_state(&opt.optimizer_state()?)?;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "load_state_dict")]
    pub fn load_optimizer_state(&mut self, state: &OptimizerState) -> Result<()> {
        self.checked()?;
        take_in_new_variables(&mut self.optimizer)?;
        let variables = self.variables().clone();
        state.write_into(&variables, &mut self.optimizer)
    }
}

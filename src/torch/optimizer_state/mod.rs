//! The state of libtorch's optimizer (momentum buffers, moments, step counts) as data.

mod check;
mod file;
mod load_into;
mod names;
mod of_optimizer;
mod parts;

pub(super) use load_into::PreparedOptimizerState;

use super::OptimizerClass;
use super::native::VariableState;
use std::collections::BTreeMap;
use tch::Tensor;

/// The state of an optimizer: momentum buffers or moments, and the number of steps of each variable.
///
/// A run that restores this state, the weights, the [`State`](crate::State) of the schedule and the random generators continues bit
/// for bit as if it had never stopped.
///
/// The tensors are copies on the devices of their variables. The name of a tensor consists of the variable's name in the
/// `VarStore`, a dot, and torch's name:
///
/// | class | tensors of a variable | steps |
/// |---|---|---|
/// | SGD | `momentum_buffer`, if it has momentum | not counted |
/// | Adam, AdamW | `exp_avg`, `exp_avg_sq`; `max_exp_avg_sq` with amsgrad | counted |
/// | RMSprop | `square_avg`; `momentum_buffer` with momentum, `grad_avg` if centered | counted |
///
/// A variable that has not been trained yet has no tensors. The state does not contain hyperparameters: the plan sets those
/// that it schedules, and the program sets the others when it builds the optimizer.
///
/// ```
/// use tch::{Device, Kind, nn, nn::OptimizerConfig};
/// use tch_lr_scheduler::OptimizerState;
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// let w = vs.root().sub("body").ones("weight", &[2]);
/// let mut optimizer = nn::Adam::default().build(&vs, 0.1)?;
/// optimizer.backward_step(&w.sum(Kind::Float));
///
/// let state = OptimizerState::of(&vs, &optimizer)?;
/// let names: Vec<_> = state.tensors().map(|(name, _)| name).collect();
/// assert_eq!(names, ["body.weight.exp_avg", "body.weight.exp_avg_sq"]);
///
/// let mut again = nn::Adam::default().build(&vs, 0.1)?;
/// state.load_into(&vs, &mut again)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # In PyTorch
///
/// The state is `optimizer.state_dict()["state"]`. [`load_into`](Self::load_into) is `optimizer.load_state_dict(...)`.
#[derive(Debug)]
pub struct OptimizerState {
    class: OptimizerClass,
    /// The state of every variable that the optimizer trains, by name; `None` before the variable's first step.
    variables: BTreeMap<String, Option<VariableState>>,
}

impl OptimizerState {
    /// The class of the optimizer.
    ///
    /// ```
    /// use tch::{Device, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::{OptimizerClass, OptimizerState};
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let state = OptimizerState::of(&vs, &nn::Sgd::default().build(&vs, 0.1)?)?;
    /// assert_eq!(state.class(), OptimizerClass::Sgd);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn class(&self) -> OptimizerClass {
        self.class
    }

    /// The number of steps that the optimizer has counted for each variable, by the variable's name. It is 0 before the variable's
    /// first step, and always 0 for SGD.
    ///
    /// ```
    /// use tch::{Device, Kind, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::OptimizerState;
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[2]);
    /// let mut optimizer = nn::Adam::default().build(&vs, 0.1)?;
    /// optimizer.backward_step(&w.sum(Kind::Float));
    /// assert!(OptimizerState::of(&vs, &optimizer)?.steps().eq([("w", 1)]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn steps(&self) -> impl Iterator<Item = (&str, u64)> {
        self.variables.iter().map(|(name, state)| (name.as_str(), state.as_ref().map_or(0, |state| state.steps)))
    }

    /// The tensors with their names, such as `body.weight.exp_avg`, ordered by the variables' names.
    ///
    /// ```
    /// use tch::{Device, Kind, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::OptimizerState;
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[2]);
    /// let mut optimizer = nn::Sgd { momentum: 0.9, ..Default::default() }.build(&vs, 0.1)?;
    /// optimizer.backward_step(&w.sum(Kind::Float));
    /// let state = OptimizerState::of(&vs, &optimizer)?;
    /// let (name, buffer) = state.tensors().next().unwrap();
    /// assert_eq!((name.as_str(), Vec::<f32>::try_from(buffer)?), ("w.momentum_buffer", vec![1.0, 1.0]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn tensors(&self) -> impl Iterator<Item = (String, &Tensor)> {
        self.variables.iter().flat_map(|(name, state)| {
            let slots = self.class.slots().iter().zip(state.iter().flat_map(|state| &state.tensors));
            slots.filter_map(move |(slot, tensor)| Some((format!("{name}.{slot}"), tensor.as_ref()?)))
        })
    }
}

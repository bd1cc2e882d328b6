//! What libtorch's optimizer remembers, as data.

mod names;
mod parts;
mod put;
mod take;

use super::OptimizerClass;
use super::native::VariableState;
use std::collections::BTreeMap;
use tch::Tensor;

/// The state of an optimizer: the momentum buffers of SGD, the moments of Adam, and how many steps were made. With it, and with
/// the weights and the [`State`](crate::State) of the schedule, training goes on as if it had not been interrupted, to the bit.
///
/// It holds copies of the tensors, each on the device of its variable, by the variable's name in the `VarStore` and torch's name:
///
/// | class | tensors of a variable | steps |
/// |---|---|---|
/// | SGD | `momentum_buffer`, if it has momentum | not counted |
/// | Adam, AdamW | `exp_avg`, `exp_avg_sq`; `max_exp_avg_sq` with amsgrad | counted |
/// | RMSprop | `square_avg`; `momentum_buffer` with momentum, `grad_avg` if centered | counted |
///
/// A variable that has not yet been trained has no tensors. Hyperparameters are not part of it: rates, momentum and weight decay
/// are the plan's, the others are those that the program builds the optimizer with.
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
/// let state = OptimizerState::take(&vs, &optimizer)?;
/// let names: Vec<_> = state.tensors().map(|(name, _)| name).collect();
/// assert_eq!(names, ["body.weight.exp_avg", "body.weight.exp_avg_sq"]);
///
/// let mut again = nn::Adam::default().build(&vs, 0.1)?;
/// state.put(&vs, &mut again)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # In PyTorch
///
/// `optimizer.state_dict()["state"]` and `optimizer.load_state_dict(...)`.
#[derive(Debug)]
pub struct OptimizerState {
    class: OptimizerClass,
    /// Of every variable that the optimizer trains, by name; `None` before its first step.
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
    /// let state = OptimizerState::take(&vs, &nn::Sgd::default().build(&vs, 0.1)?)?;
    /// assert_eq!(state.class(), OptimizerClass::Sgd);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn class(&self) -> OptimizerClass {
        self.class
    }

    /// How many steps the optimizer has counted for each variable, by name: 0 before its first step, and always 0 for SGD.
    ///
    /// ```
    /// use tch::{Device, Kind, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::OptimizerState;
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[2]);
    /// let mut optimizer = nn::Adam::default().build(&vs, 0.1)?;
    /// optimizer.backward_step(&w.sum(Kind::Float));
    /// assert!(OptimizerState::take(&vs, &optimizer)?.steps().eq([("w", 1)]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn steps(&self) -> impl Iterator<Item = (&str, u64)> {
        self.variables.iter().map(|(name, state)| (name.as_str(), state.as_ref().map_or(0, |state| state.steps)))
    }

    /// The tensors, by names such as `body.weight.exp_avg`, in the order of the variables' names.
    ///
    /// ```
    /// use tch::{Device, Kind, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::OptimizerState;
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let w = vs.root().ones("w", &[2]);
    /// let mut optimizer = nn::Sgd { momentum: 0.9, ..Default::default() }.build(&vs, 0.1)?;
    /// optimizer.backward_step(&w.sum(Kind::Float));
    /// let state = OptimizerState::take(&vs, &optimizer)?;
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

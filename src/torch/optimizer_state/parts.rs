use super::OptimizerState;
use crate::checkpoint::LARGEST_COUNT;
use crate::torch::OptimizerClass;
use crate::torch::native::VariableState;
use crate::{Error, Result};
use std::collections::BTreeMap;
use tch::Tensor;

impl OptimizerState {
    /// Creates a state from the values that [`class`](Self::class), [`steps`](Self::steps) and [`tensors`](Self::tensors) return,
    /// for example after they were read from a file.
    ///
    /// The variables and the tensors may be in any order. The tensors are not copied.
    ///
    /// # Errors
    /// [`Error::Data`] in these cases:
    /// - the name of a tensor does not consist of the name of a variable, a dot and a name that `class` has;
    /// - two tensors have the same name, or a tensor is undefined;
    /// - a variable has steps but no tensors, or more than 2<sup>53</sup> steps.
    ///
    /// ```
    /// use tch::{Device, Kind, Tensor};
    /// use tch_lr_scheduler::{OptimizerClass, OptimizerState};
    ///
    /// let buffer = || Tensor::ones([2], (Kind::Float, Device::Cpu));
    /// let steps = || [("w".to_owned(), 0)];
    /// let state = OptimizerState::from_parts(OptimizerClass::Sgd, steps(), [("w.momentum_buffer".to_owned(), buffer())])?;
    /// assert_eq!(state.tensors().count(), 1);
    ///
    /// let error = OptimizerState::from_parts(OptimizerClass::Sgd, steps(), [("w.exp_avg".to_owned(), buffer())]).unwrap_err();
    /// assert_eq!(error.to_string(), "w.exp_avg: expected momentum_buffer, because the class is SGD, found exp_avg");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_parts(
        class: OptimizerClass,
        steps: impl IntoIterator<Item = (String, u64)>,
        tensors: impl IntoIterator<Item = (String, Tensor)>,
    ) -> Result<Self> {
        let steps: BTreeMap<String, u64> = steps.into_iter().collect();
        let mut variables: BTreeMap<String, Option<VariableState>> = steps.keys().map(|name| (name.clone(), None)).collect();
        for (name, tensor) in tensors {
            let (variable, slot) = name.rsplit_once('.').unwrap_or(("", &name));
            let Some(index) = class.slots().iter().position(|known| *known == slot) else {
                return Err(Error::data(&name, format!("{}, because the class is {class}", class.slots().join(" or ")), slot));
            };
            let (Some(state), Some(&steps)) = (variables.get_mut(variable), steps.get(variable)) else {
                return Err(Error::data(&name, "a tensor of one of the variables", "a tensor of an unknown variable"));
            };
            if !tensor.defined() {
                return Err(Error::data(&name, "a tensor", "an undefined tensor"));
            }
            let state = state.get_or_insert_with(|| VariableState { steps, tensors: Default::default() });
            if state.tensors[index].replace(tensor).is_some() {
                return Err(Error::data(&name, "one tensor of this name", "two"));
            }
        }
        if let Some((name, steps)) = steps.iter().find(|(_, steps)| **steps > LARGEST_COUNT) {
            return Err(Error::data(name, format!("at most {LARGEST_COUNT} steps"), steps.to_string()));
        }
        let empty = steps.iter().find(|(name, steps)| **steps > 0 && variables.get(*name).is_some_and(Option::is_none));
        match empty {
            Some((name, steps)) => Err(Error::data(name, format!("tensors, after {steps} steps"), "none")),
            None => Ok(Self { class, variables }),
        }
    }
}

use super::take::copied;
use super::{OptimizerState, names};
use crate::torch::groups::{check_store, take_in_new_variables};
use crate::torch::native::{LibtorchOptimizer, LibtorchOptimizerMut, Options, VariableState, identity};
use crate::torch::{OptimizerClass, ScheduledOptimizer};
use crate::{Error, Result};
use std::collections::HashMap;
use std::fmt::Display;
use std::sync::Mutex;
use tch::Tensor;
use tch::nn::{Optimizer, VarStore, Variables};

impl OptimizerState {
    /// Replaces the whole state of the optimizer of `vs` by a copy of this state, on the devices of the variables.
    ///
    /// # Errors
    /// [`Error::ForeignOptimizerState`] if the optimizer has another class or variables of other names, or if a tensor is missing,
    /// is not needed, or has another shape or kind than its variable. [`Error::ForeignVarStore`] if the optimizer does not train
    /// the variables of `vs`. The state of the optimizer is unchanged in these cases. [`Error::Torch`] if libtorch fails.
    ///
    /// ```
    /// use tch::{Device, nn, nn::OptimizerConfig};
    /// use tch_lr_scheduler::OptimizerState;
    ///
    /// let vs = nn::VarStore::new(Device::Cpu);
    /// let state = OptimizerState::take(&vs, &nn::Sgd::default().build(&vs, 0.1)?)?;
    /// let error = state.put(&vs, &mut nn::Adam::default().build(&vs, 0.1)?).unwrap_err();
    /// assert_eq!(error.to_string(), "optimizer state: class is SGD, expected Adam, the class of the optimizer");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn put(&self, vs: &VarStore, optimizer: &mut Optimizer) -> Result<()> {
        check_store(vs, optimizer)?;
        take_in_new_variables(optimizer)?;
        self.put_into(&vs.variables_, optimizer)
    }

    fn put_into(&self, variables: &Mutex<Variables>, optimizer: &mut Optimizer) -> Result<()> {
        let mut libtorch = LibtorchOptimizerMut::of(optimizer)?;
        let class = libtorch.class()?;
        if class != self.class {
            return Err(foreign("class", format_args!("{class}, the class of the optimizer"), self.class));
        }
        let variables = names::trainable(variables)?;
        if let Some(name) = self.variables.keys().find(|name| !variables.contains_key(*name)) {
            return Err(foreign(name, "only the trainable variables of the VarStore", "in the state"));
        }
        let options = options(&libtorch)?;
        let mut fitting = vec![];
        for (name, variable) in &variables {
            let (Some(state), Some(options)) = (self.variables.get(name), options.get(&identity(variable))) else {
                return Err(foreign(name, "in the state, because the optimizer trains it", "missing"));
            };
            if let Some(state) = state {
                check(class, options, name, variable, state)?;
            }
            fitting.push((variable, state.as_ref().map(|state| copied(variable, state)).transpose()?));
        }
        fitting.iter().try_for_each(|(variable, state)| libtorch.put_state(variable, state.as_ref()))
    }
}

impl ScheduledOptimizer {
    /// Replaces the whole state of libtorch's optimizer by a copy of `state`. Torch's `optimizer.load_state_dict(...)`.
    ///
    /// The state of the schedule is restored by [`load`](Self::load). The two methods may be called in any order.
    ///
    /// # Errors
    /// The errors of [`OptimizerState::put`], and the error of [`advance`](Self::advance) if the plan does not allow a group that
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
    /// again.put_optimizer_state(&opt.take_optimizer_state()?)?;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "load_state_dict")]
    pub fn put_optimizer_state(&mut self, state: &OptimizerState) -> Result<()> {
        self.checked()?;
        take_in_new_variables(&mut self.optimizer)?;
        let variables = self.variables().clone();
        state.put_into(&variables, &mut self.optimizer)
    }
}

/// The hyperparameters of each variable that the optimizer trains, by the identity of the variable.
fn options(libtorch: &LibtorchOptimizer) -> Result<HashMap<usize, Options>> {
    let mut options = HashMap::new();
    for group in 0..libtorch.groups()? {
        let of_group = libtorch.options(group)?;
        options.extend(libtorch.variables(group)?.iter().map(|variable| (identity(variable), of_group)));
    }
    Ok(options)
}

/// Checks that the state of a variable has the tensors that libtorch will read at the next step, with the right kinds and shapes.
fn check(class: OptimizerClass, options: &Options, name: &str, variable: &Tensor, state: &VariableState) -> Result<()> {
    let of = |tensor: &Tensor| format!("{:?} of shape {:?}", tensor.kind(), tensor.size());
    for (&slot, tensor) in class.slots().iter().zip(&state.tensors) {
        let field = format!("{name}.{slot}");
        let (option, is_on) = match (class, slot) {
            (_, "max_exp_avg_sq") => ("amsgrad", Some(options.amsgrad)),
            (_, "grad_avg") => ("centered", Some(options.centered)),
            // A buffer is allowed without momentum: the momentum may have been above 0 before, or may be later.
            (OptimizerClass::RmsProp, "momentum_buffer") => ("momentum", (options.momentum > 0.0).then_some(true)),
            _ => ("", Some(true)),
        };
        let because = |text: String| match option {
            "" => text,
            option => format!("{text}, because the optimizer has {option} {}", if is_on == Some(true) { "on" } else { "off" }),
        };
        match (tensor, is_on) {
            (None, Some(true)) => return Err(foreign(field, because(of(variable)), "missing")),
            (Some(tensor), Some(false)) => return Err(foreign(field, because("none".into()), of(tensor))),
            (Some(tensor), _) if (tensor.kind(), tensor.size()) != (variable.kind(), variable.size()) => {
                return Err(foreign(field, format_args!("{}, like its variable", of(variable)), of(tensor)));
            }
            _ => {}
        }
    }
    Ok(())
}

fn foreign(field: impl Display, expected: impl Display, found: impl Display) -> Error {
    Error::ForeignOptimizerState { field: field.to_string(), expected: expected.to_string(), found: found.to_string() }
}

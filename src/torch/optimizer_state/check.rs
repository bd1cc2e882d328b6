//! Checks that a state fits an optimizer.

use super::{OptimizerState, names};
use crate::torch::OptimizerClass;
use crate::torch::native::{LibtorchOptimizer, Options, VariableState, identity};
use crate::{Error, Result};
use std::collections::HashMap;
use std::fmt::Display;
use std::sync::Mutex;
use tch::Tensor;
use tch::nn::{Optimizer, Variables};

/// The variables that the optimizer trains, with their names. Checks that `state` has the class of the optimizer, exactly these
/// variables, and the tensors that they need.
///
/// `momentum` is the momentum of each group after the load. It is empty if the optimizer keeps its momentum.
pub(super) fn fitting(
    state: &OptimizerState,
    variables: &Mutex<Variables>,
    optimizer: &Optimizer,
    momentum: &[f64],
) -> Result<Vec<(String, Tensor)>> {
    let libtorch = LibtorchOptimizer::of(optimizer)?;
    let class = libtorch.class()?;
    if class != state.class {
        return Err(foreign("class", format_args!("{class}, the class of the optimizer"), state.class));
    }
    let variables = names::trainable(variables)?;
    // An optimizer of Python may have parameters that need no gradient, and have no state.
    if let Some((name, _)) = state.variables.iter().find(|(name, state)| state.is_some() && !variables.contains_key(*name)) {
        return Err(foreign(name, "only the trainable variables of the VarStore", "in the state"));
    }
    let options = options(&libtorch, momentum)?;
    for (name, variable) in &variables {
        let (Some(state), Some(options)) = (state.variables.get(name), options.get(&identity(variable))) else {
            return Err(foreign(name, "in the state, because the optimizer trains it", "missing"));
        };
        if let Some(state) = state {
            check(class, options, name, variable, state)?;
        }
    }
    Ok(variables.into_iter().collect())
}

/// The hyperparameters of each variable that the optimizer trains, by the identity of the variable.
fn options(libtorch: &LibtorchOptimizer, momentum: &[f64]) -> Result<HashMap<usize, Options>> {
    let mut options = HashMap::new();
    for group in 0..libtorch.groups()? {
        let mut of_group = libtorch.options(group)?;
        of_group.momentum = momentum.get(group).copied().unwrap_or(of_group.momentum);
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

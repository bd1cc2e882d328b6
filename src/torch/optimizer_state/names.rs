use crate::torch::native::identity;
use crate::{Error, Result};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use tch::Tensor;
use tch::nn::Variables;

/// The trainable variables of a store by name. A variable with several names has the name that is first in alphabetical order.
pub(super) fn trainable(variables: &Mutex<Variables>) -> Result<BTreeMap<String, Tensor>> {
    let variables = variables.lock().unwrap_or_else(PoisonError::into_inner);
    let mut names = HashMap::new();
    for (name, tensor) in &variables.named_variables {
        let first = names.entry(identity(tensor)).or_insert(name);
        if name < *first {
            *first = name;
        }
    }
    let named = variables.trainable_variables.iter().enumerate().map(|(index, variable)| {
        let name = names.get(&identity(&variable.tensor)).ok_or_else(|| nameless(index))?;
        Ok(((*name).clone(), variable.tensor.shallow_clone()))
    });
    named.collect()
}

fn nameless(index: usize) -> Error {
    let (expected, found) = ("a name in the VarStore".into(), "without a name".into());
    Error::ForeignOptimizerState { field: format!("trainable variable {index}"), expected, found }
}

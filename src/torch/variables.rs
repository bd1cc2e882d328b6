use crate::{Error, Result};
use std::collections::HashSet;
use tch::Tensor;
use tch::nn::VarStore;

/// A variable of the trained model and the variable of the same name in the averaged model.
pub(super) struct VariablePair {
    pub(super) current: Tensor,
    pub(super) averaged: Tensor,
    /// Whether the variable is not trained, such as the statistics of a batch norm.
    pub(super) is_buffer: bool,
}

/// Pairs the variables of two stores by name, in the order of the names. Checks that both stores have the same names and
/// shapes.
pub(super) fn pairs(current: &VarStore, averaged: &VarStore) -> Result<Vec<VariablePair>> {
    let trainable: HashSet<_> = current.trainable_variables().iter().map(Tensor::data_ptr).collect();
    let mut counterparts = averaged.variables();
    let mut names: Vec<_> = current.variables().into_iter().collect();
    names.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut pairs = vec![];
    for (name, current) in names {
        let Some(averaged) = counterparts.remove(&name) else {
            return Err(foreign(name, &format!("a variable of shape {:?}", current.size()), "missing".into()));
        };
        if averaged.size() != current.size() {
            return Err(foreign(name, &format!("shape {:?}", current.size()), format!("of shape {:?}", averaged.size())));
        }
        let is_buffer = !trainable.contains(&current.data_ptr());
        pairs.push(VariablePair { current, averaged, is_buffer });
    }
    match counterparts.into_keys().min() {
        Some(name) => Err(foreign(name, "no variable of this name", "an extra variable".into())),
        None => Ok(pairs),
    }
}

fn foreign(name: String, expected: &str, found: String) -> Error {
    Error::ForeignModel { name, expected: format!("{expected}, as in the trained model"), found }
}

use crate::{Error, Result};
use std::collections::HashSet;
use tch::Tensor;
use tch::nn::VarStore;

/// One variable in two stores of the same network.
pub(super) struct VariablePair {
    pub(super) current: Tensor,
    pub(super) averaged: Tensor,
    pub(super) is_buffer: bool,
}

/// The variables of both stores by name, once it is sure that they are of the same network.
pub(super) fn pairs(current: &VarStore, averaged: &VarStore) -> Result<Vec<VariablePair>> {
    let trainable: HashSet<_> = current.trainable_variables().iter().map(Tensor::data_ptr).collect();
    let mut counterparts = averaged.variables();
    let mut names: Vec<_> = current.variables().into_iter().collect();
    names.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut pairs = vec![];
    for (name, current) in names {
        let Some(averaged) = counterparts.remove(&name) else {
            return Err(foreign(name, format!("a tensor of shape {:?}", current.size()), "missing".into()));
        };
        if averaged.size() != current.size() {
            return Err(foreign(name, format!("shape {:?}", current.size()), format!("of shape {:?}", averaged.size())));
        }
        let is_buffer = !trainable.contains(&current.data_ptr());
        pairs.push(VariablePair { current, averaged, is_buffer });
    }
    match counterparts.into_keys().min() {
        Some(name) => Err(foreign(name, "no such variable".into(), "there".into())),
        None => Ok(pairs),
    }
}

fn foreign(name: String, expected: String, found: String) -> Error {
    Error::ForeignModel { name, expected, found }
}

//! Loads named tensors into existing ones.

use crate::torch::libtorch_error;
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::path::Path;
use tch::{Tensor, no_grad};

/// Saved tensors that have passed every check, each with the tensor that it is for. The saved tensors are on the CPU, so that a GPU
/// does not need memory for them.
pub(super) struct PreparedTensors(Vec<(Tensor, Tensor)>);

/// Pairs the tensors of the file at `path` with those of `owner` by name. Checks that the names, shapes and kinds are equal.
pub(super) fn prepare(
    saved: Vec<(String, Tensor)>,
    mut targets: BTreeMap<String, Tensor>,
    owner: &str,
    path: &Path,
) -> Result<PreparedTensors> {
    let wrong = |name: &str, expected: String, found: String| {
        Err(Error::data(name, format!("{expected}, as in {owner}"), found).in_file(path.display()))
    };
    let described = |tensor: &Tensor| format!("{:?} of shape {:?}", tensor.kind(), tensor.size());
    let mut pairs = vec![];
    for (name, saved) in saved {
        let Some(target) = targets.remove(&name) else {
            return wrong(&name, "no variable of this name".into(), described(&saved));
        };
        if (target.size(), target.kind()) != (saved.size(), saved.kind()) {
            return wrong(&name, described(&target), described(&saved));
        }
        pairs.push((saved, target));
    }
    match targets.first_key_value() {
        Some((name, target)) => wrong(name, described(target), "no variable of this name".into()),
        None => Ok(PreparedTensors(pairs)),
    }
}

impl PreparedTensors {
    /// Writes the saved values to the tensors.
    pub(super) fn commit(self) -> Result<()> {
        let mut pairs = self.0.into_iter();
        no_grad(|| pairs.try_for_each(|(saved, mut target)| target.f_copy_(&saved).map(drop).map_err(libtorch_error)))
    }
}

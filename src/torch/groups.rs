use crate::{Error, Result};
use std::sync::PoisonError;
use tch::nn::{Optimizer, VarStore};

/// How many parameter groups libtorch has for these variables: groups are counted from 0, gaps count, and group 0 is always
/// there.
pub(super) fn count(vs: &VarStore) -> usize {
    let variables = vs.variables_.lock().unwrap_or_else(PoisonError::into_inner);
    variables.trainable_variables.iter().map(|variable| variable.group + 1).max().unwrap_or(1)
}

/// Sees to it that the optimizer has every group of the store, and counts them. Variables that were made after the optimizer
/// reach it only when gradients are cleared, or at its next step, and with them their groups.
pub(super) fn adopt(vs: &VarStore, optimizer: &mut Optimizer) -> Result<usize> {
    check_store(vs, optimizer)?;
    optimizer.zero_grad();
    Ok(count(vs))
}

/// That the optimizer trains the variables of this store: tch panics where a group is set that the optimizer does not have.
fn check_store(vs: &VarStore, optimizer: &Optimizer) -> Result<()> {
    let (held, trained) = (vs.trainable_variables(), optimizer.trainable_variables());
    let same =
        held.len() == trained.len() && held.iter().zip(&trained).all(|(held, trained)| held.data_ptr() == trained.data_ptr());
    if same { Ok(()) } else { Err(Error::ForeignVarStore { expected: trained.len(), found: held.len() }) }
}

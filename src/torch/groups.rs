use crate::{Error, Result};
use std::sync::{Arc, Mutex, PoisonError};
use tch::nn::{Optimizer, VarStore, Variables};
use tch::{Kind, Tensor};

/// The variables of a store, watched for those that are made after the optimizer.
#[derive(Debug)]
pub(super) struct Watched {
    variables: Arc<Mutex<Variables>>,
    seen: usize,
    groups: usize,
}

impl Watched {
    /// Sees to it that the optimizer has every group of the store. Variables that were made after the optimizer reach it only
    /// when gradients are cleared, or at its next step, and with them their groups.
    pub(super) fn new(vs: &VarStore, optimizer: &mut Optimizer) -> Result<Self> {
        check_store(vs, optimizer)?;
        optimizer.zero_grad();
        let variables = vs.variables_.lock().unwrap_or_else(PoisonError::into_inner);
        let (seen, groups) = (variables.trainable_variables.len(), count(&variables));
        Ok(Self { variables: vs.variables_.clone(), seen, groups })
    }

    pub(super) fn groups(&self) -> usize {
        self.groups
    }

    /// Whether there are more groups than when it was last looked.
    pub(super) fn look(&mut self) -> bool {
        let variables = self.variables.lock().unwrap_or_else(PoisonError::into_inner);
        if variables.trainable_variables.len() == self.seen {
            return false;
        }
        self.seen = variables.trainable_variables.len();
        let before = std::mem::replace(&mut self.groups, count(&variables));
        self.groups > before
    }
}

/// How many parameter groups libtorch has for these variables: groups are counted from 0, gaps count, and group 0 is always
/// there.
fn count(variables: &Variables) -> usize {
    variables.trainable_variables.iter().map(|variable| variable.group.saturating_add(1)).max().unwrap_or(1)
}

/// That the optimizer trains the variables of this store: tch panics where a group is set that the optimizer does not have.
fn check_store(vs: &VarStore, optimizer: &Optimizer) -> Result<()> {
    let (held, trained) = (vs.trainable_variables(), optimizer.trainable_variables());
    let same =
        held.len() == trained.len() && held.iter().zip(&trained).all(|(held, trained)| held.data_ptr() == trained.data_ptr());
    if same { Ok(()) } else { Err(Error::ForeignVarStore { expected: trained.len(), found: held.len() }) }
}

/// Has the optimizer take in new variables, which only clearing the gradients does, and gives the gradients back.
pub(super) fn take_in_new_variables(optimizer: &mut Optimizer) {
    let with_gradient = |variable: Tensor| {
        let gradient = variable.grad();
        gradient.defined().then_some((variable, gradient))
    };
    let gradients: Vec<_> = optimizer.trainable_variables().into_iter().filter_map(with_gradient).collect();
    optimizer.zero_grad();
    for (variable, gradient) in gradients {
        // tch cannot set a gradient; that of this product is it, exactly.
        (&variable * gradient).sum(None::<Kind>).backward();
    }
}

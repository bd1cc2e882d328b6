use super::gradients::TakenGradients;
use super::native::{LibtorchOptimizer, identity};
use crate::{Error, Result};
use std::sync::{Arc, Mutex, PoisonError};
use tch::Tensor;
use tch::nn::{Optimizer, VarStore, Variables};

/// The variables of a `VarStore`, with the counts that show whether variables or groups were added since the last look.
#[derive(Debug)]
pub(super) struct Watched {
    variables: Arc<Mutex<Variables>>,
    seen: usize,
    groups: usize,
}

impl Watched {
    /// Registers the variables that were added to the store after the optimizer was built, and their groups, with the optimizer.
    pub(super) fn new(vs: &VarStore, optimizer: &mut Optimizer) -> Result<Self> {
        check_store(vs, optimizer)?;
        take_in_new_variables(optimizer)?;
        let groups = LibtorchOptimizer::of(optimizer)?.groups()?;
        Ok(Self { variables: vs.variables_.clone(), seen: count(&vs.variables_), groups })
    }

    pub(super) fn groups(&self) -> usize {
        self.groups
    }

    pub(super) fn variables(&self) -> &Arc<Mutex<Variables>> {
        &self.variables
    }

    /// Registers the variables that were added since the last call. Returns the number of groups if it has grown.
    pub(super) fn look(&mut self, optimizer: &mut Optimizer) -> Result<Option<usize>> {
        let trainable = count(&self.variables);
        if trainable == self.seen {
            return Ok(None);
        }
        self.seen = trainable;
        take_in_new_variables(optimizer)?;
        let before = std::mem::replace(&mut self.groups, LibtorchOptimizer::of(optimizer)?.groups()?);
        Ok((self.groups > before).then_some(self.groups))
    }
}

fn count(variables: &Mutex<Variables>) -> usize {
    variables.lock().unwrap_or_else(PoisonError::into_inner).trainable_variables.len()
}

/// Checks that the optimizer trains the variables of this store.
pub(super) fn check_store(vs: &VarStore, optimizer: &Optimizer) -> Result<()> {
    let identities = |variables: Vec<Tensor>| variables.iter().map(identity).collect::<Vec<_>>();
    let (held, trained) = (identities(vs.trainable_variables()), identities(optimizer.trainable_variables()));
    if held != trained {
        return Err(Error::ForeignVarStore { expected: trained.len(), found: held.len() });
    }
    // libtorch has the variables that were in the store when tch last registered new ones, ordered by group.
    let libtorch = LibtorchOptimizer::of(optimizer)?;
    let mut in_groups = vec![];
    for group in 0..libtorch.groups()? {
        in_groups.extend(identities(libtorch.variables(group)?));
    }
    let mut first = held.get(..in_groups.len()).unwrap_or(&[]).to_vec();
    first.sort_unstable();
    in_groups.sort_unstable();
    if first == in_groups { Ok(()) } else { Err(Error::ForeignVarStore { expected: in_groups.len(), found: held.len() }) }
}

/// Registers new variables of the store with the optimizer, and keeps all gradients.
///
/// tch registers them only in methods that also clear gradients or train. `zero_grad` is the mildest of these methods, so the
/// gradients are removed before the call and put back after it.
pub(super) fn take_in_new_variables(optimizer: &mut Optimizer) -> Result<()> {
    let gradients = TakenGradients::take(optimizer.trainable_variables())?;
    optimizer.zero_grad();
    gradients.put_back()
}

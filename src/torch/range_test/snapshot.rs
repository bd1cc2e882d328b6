use crate::Result;
use crate::torch::generators::Generators;
use crate::torch::gradients::TakenGradients;
use crate::torch::native::{identity, set_gradient};
use std::collections::HashSet;
use tch::nn::VarStore;
use tch::{TchError, Tensor, no_grad};

/// A copy of the variables and buffers of a `VarStore`, of their gradients, and of the states of the random generators.
///
/// [`put_back`](Self::put_back) restores all of them. Otherwise `drop` does, so that they are restored after a panic too.
pub(super) struct Snapshot {
    kept: Vec<Kept>,
    /// The original gradient tensors. Until they are put back, the variables have other gradients or none.
    gradients: Option<TakenGradients>,
    generators: Generators,
    is_back: bool,
}

struct Kept {
    variable: Tensor,
    copy: Tensor,
    requires_grad: bool,
}

impl Snapshot {
    pub(super) fn take(vs: &VarStore) -> Result<Self> {
        let mut known = HashSet::new();
        let variables: Vec<_> = vs.variables().into_values().filter(|variable| known.insert(identity(variable))).collect();
        let handles: Vec<_> = variables.iter().map(Tensor::shallow_clone).collect();
        let kept = variables.into_iter().map(Kept::of).collect::<std::result::Result<_, _>>()?;
        let generators = Generators::read()?;
        Ok(Self { kept, gradients: Some(TakenGradients::take(handles)?), generators, is_back: false })
    }

    pub(super) fn put_back(mut self) -> Result<()> {
        self.is_back = true;
        self.write()
    }

    fn write(&mut self) -> Result<()> {
        self.kept.iter_mut().try_for_each(Kept::put_back)?;
        if let Some(gradients) = self.gradients.take() {
            gradients.put_back()?;
        }
        self.generators.put_back()
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        if !self.is_back {
            // A panic is unwinding. Its message matters more than an error of this call, which `drop` could not return anyway.
            let _ = self.write();
        }
    }
}

impl Kept {
    fn of(variable: Tensor) -> std::result::Result<Self, TchError> {
        Ok(Self { copy: copied(&variable)?, requires_grad: variable.requires_grad(), variable })
    }

    fn put_back(&mut self) -> Result<()> {
        no_grad(|| self.variable.f_copy_(&self.copy))?;
        set_gradient(&self.variable, None)?;
        if self.variable.requires_grad() != self.requires_grad {
            let _same_variable = self.variable.f_set_requires_grad(self.requires_grad)?;
        }
        Ok(())
    }
}

fn copied(tensor: &Tensor) -> std::result::Result<Tensor, TchError> {
    no_grad(|| {
        let mut copy = tensor.f_zeros_like()?;
        copy.f_copy_(tensor)?;
        Ok(copy)
    })
}

use super::cpu_generator::CpuGenerator;
use crate::{Error, Result};
use tch::nn::{Optimizer, OptimizerConfig, Sgd, VarStore};
use tch::{Kind, TchError, Tensor, no_grad, with_grad};

/// The variables and buffers of a store, their gradients, and the generator, as they were. All are put back, at the latest where
/// this is dropped: so they are after a panic too.
pub(super) struct Snapshot {
    kept: Vec<Kept>,
    generator: CpuGenerator,
    /// Trains nothing: clearing gradients, so that there are none, is what only an optimizer can do.
    clearing: Optimizer,
    is_back: bool,
}

struct Kept {
    variable: Tensor,
    copy: Tensor,
    requires_grad: bool,
    gradient: Option<Tensor>,
}

impl Snapshot {
    pub(super) fn take(vs: &VarStore) -> Result<Self> {
        let kept = vs.variables().into_values().map(Kept::of).collect::<std::result::Result<_, _>>().map_err(torch)?;
        let clearing = Sgd::default().build(vs, 0.0).map_err(torch)?;
        Ok(Self { kept, generator: CpuGenerator::read()?, clearing, is_back: false })
    }

    pub(super) fn put_back(mut self) -> Result<()> {
        self.is_back = true;
        self.write()
    }

    fn write(&mut self) -> Result<()> {
        self.clearing.zero_grad();
        self.kept.iter_mut().try_for_each(Kept::put_back).map_err(torch)?;
        self.generator.put_back()
    }
}

impl Drop for Snapshot {
    fn drop(&mut self) {
        if !self.is_back {
            // Whatever panic is under way says more than an error here would.
            let _ = self.write();
        }
    }
}

impl Kept {
    fn of(variable: Tensor) -> std::result::Result<Self, TchError> {
        let gradient = variable.f_grad()?;
        let gradient = if gradient.defined() { Some(copied(&gradient)?) } else { None };
        Ok(Self { copy: copied(&variable)?, requires_grad: variable.requires_grad(), gradient, variable })
    }

    fn put_back(&mut self) -> std::result::Result<(), TchError> {
        no_grad(|| self.variable.f_copy_(&self.copy))?;
        if let Some(gradient) = &self.gradient {
            // tch cannot set a gradient; that of this product is it, exactly.
            let variable = self.variable.f_set_requires_grad(true)?;
            with_grad(|| variable.f_mul(gradient)?.f_sum(None::<Kind>)?.f_backward())?;
        }
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

fn torch(error: TchError) -> Error {
    Error::Torch(error.to_string())
}

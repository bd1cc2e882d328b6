//! The norm of all gradients together, and scaling the gradients by it, with the operations of `torch.nn.utils.clip_grad_norm_`.

use crate::Result;
use tch::{Device, Kind, TchError, Tensor, no_grad};

type OfTorch<T> = std::result::Result<T, TchError>;

/// The gradients of those variables that have one.
fn gradients(variables: &[Tensor]) -> OfTorch<Vec<Tensor>> {
    let gradients = variables.iter().map(Tensor::f_grad).collect::<OfTorch<Vec<_>>>()?;
    Ok(gradients.into_iter().filter(Tensor::defined).collect())
}

/// The Euclidean norm of all gradients together, as a tensor without dimensions on the device of the first gradient.
pub(super) fn norm(variables: &[Tensor]) -> Result<Tensor> {
    no_grad(|| Ok(total_norm(&gradients(variables)?)?))
}

/// Scales the gradients so that their norm is at most `max`. Returns the norm before the gradients were scaled.
pub(super) fn clip(variables: &[Tensor], max: f64) -> Result<Tensor> {
    no_grad(|| {
        let mut gradients = gradients(variables)?;
        let norm = total_norm(&gradients)?;
        // In Python, a number divided by a tensor is the tensor's reciprocal times the number, which rounds twice.
        let factor = norm.f_add_scalar(1e-6)?.f_reciprocal()?.f_mul_scalar(max)?.f_clamp_max(1.0)?;
        for gradient in &mut gradients {
            // The factor is not read on the CPU, so that a GPU does not have to wait.
            let factor = factor.f_to_device(gradient.device())?;
            let _ = gradient.f_mul_(&factor)?;
        }
        Ok(norm)
    })
}

fn total_norm(gradients: &[Tensor]) -> OfTorch<Tensor> {
    let Some(first) = gradients.first() else {
        return Tensor::f_zeros([], (Kind::Float, Device::Cpu));
    };
    let device = first.device();
    let norms = gradients.iter().map(|gradient| gradient.f_norm()?.f_to_device(device)).collect::<OfTorch<Vec<_>>>()?;
    Tensor::f_stack(&norms, 0)?.f_norm()
}

use super::native::AutocastGuard;
use crate::{Error, Result};
use tch::{Device, Kind};

/// Runs a closure in mixed precision: in it, libtorch computes matrix products, convolutions and attention in 16-bit floats, and
/// losses, norms and softmax in 32 bits.
///
/// `device` is the device of the tensors: the CPU, or a CUDA device. `kind` is [`Kind::BFloat16`] or [`Kind::Half`]. The weights
/// stay as they are; libtorch converts them, and keeps the copies until the outermost closure returns. Put the forward pass and the
/// loss into the closure, and `backward` and the optimizer step behind it. Calls can be nested, also for several devices. Autocast
/// is a setting of the thread, and it has its old value again after the closure, also if the closure panics.
///
/// `Half` has small numbers down to 6e-8 only, so gradients become 0 if the loss is not scaled: see
/// [skipped steps](crate::docs::loops#skipped-steps). `BFloat16` has the range of 32-bit floats and needs no scale.
///
/// # Errors
/// [`Error::Torch`] if the device is neither the CPU nor a CUDA device, or if the kind is another one. The closure is then not called.
///
/// ```
/// use tch::{Device, Kind, Tensor, nn};
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, autocast};
///
/// let vs = nn::VarStore::new(Device::Cpu);
/// let net = nn::linear(vs.root(), 4, 2, Default::default());
/// let mut opt = Plan::lr(0.1, CosineAnnealingLr::new(10)?).build(&vs, nn::Sgd::default())?;
/// let (x, y) = (Tensor::ones([8, 4], (Kind::Float, Device::Cpu)), Tensor::zeros([8], (Kind::Int64, Device::Cpu)));
/// for _ in 0..10 {
///     let loss = autocast(vs.device(), Kind::BFloat16, || {
///         let logits = x.apply(&net);
///         assert_eq!(logits.kind(), Kind::BFloat16);
///         logits.cross_entropy_loss(&y, None::<tch::Tensor>, tch::Reduction::Mean, -100, 0.0)
///     })?;
///     assert_eq!(loss.kind(), Kind::Float);
///     opt.backward_step(&loss);
///     opt.advance()?;
/// }
/// assert_eq!(net.ws.kind(), Kind::Float);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.autocast(device_type, dtype)`. `tch::autocast` has no 16-bit floats other than `Half`, does nothing without CUDA, and prints
/// five warnings of libtorch at each call.
pub fn autocast<T>(device: Device, kind: Kind, f: impl FnOnce() -> T) -> Result<T> {
    let is_cuda = match device {
        Device::Cpu => false,
        Device::Cuda(_) => true,
        _ => return Err(refused(format!("expected the CPU or a CUDA device, found {device:?}"))),
    };
    let is_bfloat16 = match kind {
        Kind::BFloat16 => true,
        Kind::Half => false,
        _ => return Err(refused(format!("expected Kind::BFloat16 or Kind::Half, found Kind::{kind:?}"))),
    };
    let _guard = AutocastGuard::enter(is_cuda, is_bfloat16)?;
    Ok(f())
}

fn refused(reason: String) -> Error {
    Error::Torch(format!("autocast: {reason}"))
}

//! The methods that limit the gradients.

use super::ScheduledOptimizer;
use super::gradient_norm;
use crate::error::check;
use crate::{Error, Result};
use tch::Tensor;

impl ScheduledOptimizer {
    /// Makes an optimizer step as [`backward_step`](Self::backward_step) does, but clamps every element of the gradients to
    /// `-max..=max` before the update. tch's `Optimizer::backward_step_clip`.
    ///
    /// [`clip_grad_value`](Self::clip_grad_value) describes the range of `max`.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// opt.backward_step_clip(&(4 * w.sum(Kind::Float)), 1.0);
    /// assert_eq!(Vec::<f32>::try_from(&w).unwrap(), [0.5, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn backward_step_clip(&mut self, loss: &Tensor, max: f64) {
        self.before_optimizer_step();
        self.optimizer.backward_step_clip(loss, max)
    }

    /// Makes an optimizer step as [`backward_step`](Self::backward_step) does, but scales the gradients before the update, so that
    /// the norm of all gradients together is at most `max`. Returns the norm before the gradients were scaled.
    ///
    /// [`clip_grad_norm`](Self::clip_grad_norm) describes the norm and the range of `max`.
    ///
    /// # Errors
    /// The errors of [`clip_grad_norm`](Self::clip_grad_norm), and [`Error::Torch`] if libtorch cannot compute the gradients. The
    /// variables are unchanged then.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// let norm = opt.backward_step_clip_norm(&(4 * w.sum(Kind::Float)), 1.0)?;
    /// assert!((norm.double_value(&[]) - 4.0 * 2f64.sqrt()).abs() < 1e-6);
    /// let moved = 1.0 - f64::try_from(w.mean(Kind::Float)).unwrap();
    /// assert!((moved - 0.5 / 2f64.sqrt()).abs() < 1e-6);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn backward_step_clip_norm(&mut self, loss: &Tensor, max: f64) -> Result<Tensor> {
        check_max(max)?;
        self.before_optimizer_step();
        self.optimizer.zero_grad();
        loss.f_backward().map_err(|error| Error::Torch(error.to_string()))?;
        let norm = self.clip_grad_norm(max)?;
        self.optimizer.step();
        Ok(norm)
    }

    /// Clamps every element of the gradients to `-max..=max`. tch's `Optimizer::clip_grad_value`.
    ///
    /// `max` is at least 0. As in tch, it is not checked: a negative `max` sets every element to `max`.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// w.sum(Kind::Float).backward();
    /// w.sum(Kind::Float).backward(); // gradients add up
    /// opt.clip_grad_value(1.0);
    /// assert_eq!(Vec::<f32>::try_from(w.grad()).unwrap(), [1.0, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn clip_grad_value(&self, max: f64) {
        self.optimizer.clip_grad_value(max)
    }

    /// Scales the gradients so that the norm of all gradients together is at most `max`. Returns the norm before the gradients were
    /// scaled.
    ///
    /// ```text
    /// gradient = gradient * min(max / (norm + 1e-6), 1)
    /// ```
    ///
    /// `max` is at least 0 and may be infinite. The norm is the Euclidean norm of all gradients as one vector. Variables without a
    /// gradient do not count. Without any gradient, the norm is 0.
    ///
    /// The result is a tensor without dimensions on the device of the gradients. On a GPU this method does not wait for the result;
    /// `double_value(&[])` does, so read the norm only at the steps at which you log it.
    ///
    /// If a gradient is infinite, the norm is infinite, and if a gradient is NaN, the norm is NaN. The gradients then become 0 or
    /// NaN, as in torch. To skip such a step, test the norm before [`step`](Self::step).
    ///
    /// # Errors
    /// [`Error::Parameter`] if `max` is negative or NaN, and [`Error::Torch`] if libtorch cannot compute the norm. The gradients
    /// are unchanged then.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// (&w * 3.0).sum(Kind::Float).backward();
    /// let norm = opt.clip_grad_norm(1.0)?;
    /// assert!((norm.double_value(&[]) - 3.0 * 2f64.sqrt()).abs() < 1e-6);
    /// assert!((f64::try_from(w.grad().norm()).unwrap() - 1.0).abs() < 1e-6);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # In PyTorch
    ///
    /// `torch.nn.utils.clip_grad_norm_(parameters, max_norm)`. On the CPU, norm and gradients are equal to the bit. tch's
    /// `Optimizer::clip_grad_norm` rounds the factor differently, leaves gradients that are not finite as they are, and panics if
    /// no variable has a gradient.
    #[doc(alias = "clip_grad_norm_")]
    pub fn clip_grad_norm(&self, max: f64) -> Result<Tensor> {
        check_max(max)?;
        gradient_norm::clip(&self.trainable_variables(), max)
    }

    /// The norm of all gradients together. The gradients are not changed.
    ///
    /// [`clip_grad_norm`](Self::clip_grad_norm) describes the norm.
    ///
    /// # Errors
    /// [`Error::Torch`] if libtorch cannot compute the norm.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.grad_norm()?.double_value(&[]), 0.0); // no gradients yet
    /// opt.backward_step(&(3 * w.sum(Kind::Float)));
    /// assert!((opt.grad_norm()?.double_value(&[]) - 3.0 * 2f64.sqrt()).abs() < 1e-6);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # In PyTorch
    ///
    /// `torch.nn.utils.get_total_norm` of the gradients.
    #[doc(alias = "get_total_norm")]
    pub fn grad_norm(&self) -> Result<Tensor> {
        gradient_norm::norm(&self.trainable_variables())
    }
}

fn check_max(max: f64) -> Result<()> {
    check::ensure(max >= 0.0, "ScheduledOptimizer", "max", "at least 0", max)
}

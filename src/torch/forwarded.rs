//! The methods of tch's optimizer, under the same names.

use super::ScheduledOptimizer;
use tch::Tensor;

impl ScheduledOptimizer {
    /// Clears the gradients, computes the gradients of `loss`, and updates the variables. tch's `Optimizer::backward_step`.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// opt.backward_step(&w.sum(Kind::Float));
    /// assert_eq!(Vec::<f32>::try_from(&w).unwrap(), [0.5, 0.5]); // 1 - lr * 1
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn backward_step(&mut self, loss: &Tensor) {
        self.look_for_new_groups();
        self.optimizer.backward_step(loss)
    }

    /// As [`backward_step`](Self::backward_step), with every element of a gradient clamped to `-max..=max`. tch's
    /// `Optimizer::backward_step_clip`.
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
        self.look_for_new_groups();
        self.optimizer.backward_step_clip(loss, max)
    }

    /// As [`backward_step`](Self::backward_step), with the gradients scaled so that the norm over all of them is at most `max`.
    /// tch's `Optimizer::backward_step_clip_norm`.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// opt.backward_step_clip_norm(&(4 * w.sum(Kind::Float)), 1.0);
    /// let moved = 1.0 - f64::try_from(w.mean(Kind::Float)).unwrap();
    /// assert!((moved - 0.5 / 2f64.sqrt()).abs() < 1e-6);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn backward_step_clip_norm(&mut self, loss: &Tensor, max: f64) {
        self.look_for_new_groups();
        self.optimizer.backward_step_clip_norm(loss, max)
    }

    /// Clears the gradients. tch's `Optimizer::zero_grad`.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// opt.zero_grad();
    /// w.sum(Kind::Float).backward();
    /// opt.step();
    /// assert_eq!(Vec::<f32>::try_from(&w).unwrap(), [0.5, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn zero_grad(&mut self) {
        self.optimizer.zero_grad()
    }

    /// Updates the variables from their gradients. tch's `Optimizer::step`.
    ///
    /// This method does not move the schedule. [`advance`](Self::advance) does.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// w.sum(Kind::Float).backward();
    /// opt.step();
    /// assert_eq!(opt.state().step, 0);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn step(&mut self) {
        self.look_for_new_groups();
        self.optimizer.step()
    }

    /// Clamps every element of a gradient to `-max..=max`. tch's `Optimizer::clip_grad_value`.
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

    /// Scales the gradients so that the norm over all of them is at most `max`. tch's `Optimizer::clip_grad_norm`.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// w.sum(Kind::Float).backward();
    /// w.sum(Kind::Float).backward(); // gradients add up
    /// opt.clip_grad_norm(1.0);
    /// assert!((f64::try_from(w.grad().norm()).unwrap() - 1.0).abs() < 1e-6);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn clip_grad_norm(&self, max: f64) {
        self.optimizer.clip_grad_norm(max)
    }

    /// The variables that the optimizer trains. tch's `Optimizer::trainable_variables`.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.trainable_variables().len(), 1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn trainable_variables(&self) -> Vec<Tensor> {
        self.optimizer.trainable_variables()
    }
}

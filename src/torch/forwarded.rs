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
        self.before_optimizer_step();
        self.optimizer.backward_step(loss)
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
        self.before_optimizer_step();
        self.optimizer.step()
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

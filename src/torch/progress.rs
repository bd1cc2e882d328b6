//! The methods that return the current values of the schedule, and the number of optimizer steps since the schedule moved last.

use super::ScheduledOptimizer;
use crate::State;

impl ScheduledOptimizer {
    /// The current state of the schedule: the step, the values of all groups, and the state of the feedback rule.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.state().step, 0);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn state(&self) -> &State {
        self.scheduler.state()
    }

    /// The number of optimizer steps (`step`, `backward_step`, ...) since the schedule moved last, by [`advance`](Self::advance), a
    /// jump or a load.
    ///
    /// The number is at most 1 in a loop that advances the schedule once per batch, and at most the number of batches in a loop
    /// that advances it once per epoch. Compare the number with this limit to notice a forgotten `advance`.
    ///
    /// In a debug build, a `ScheduledOptimizer` that is dropped writes one warning to standard error if the schedule has never
    /// moved, although 100 or more optimizer steps were made and the plan has other values by then.
    /// [`silence_advance_warning`](Self::silence_advance_warning) turns the warning off.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// for _ in 0..10 {
    ///     opt.backward_step(&w.sum(Kind::Float));
    /// }
    /// assert_eq!(opt.steps_since_advance(), 10);
    /// opt.advance()?;
    /// assert_eq!(opt.steps_since_advance(), 0);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn steps_since_advance(&self) -> u64 {
        self.watch.steps()
    }

    /// Turns off the warning that [`steps_since_advance`](Self::steps_since_advance) describes, for a program that trains at the
    /// values of step 0 on purpose.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// opt.silence_advance_warning();
    /// (0..200).for_each(|_| opt.backward_step(&w.sum(Kind::Float)));
    /// assert_eq!(opt.lr(), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn silence_advance_warning(&mut self) {
        self.watch.silence();
    }

    /// The current learning rate of group 0.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.lr(), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lr(&self) -> f64 {
        self.scheduler.lr()
    }

    /// The current learning rates, one per group. Torch's `get_last_lr()`.
    ///
    /// ```
    /// # use tch::{Device, Kind, Tensor, nn};
    /// # use tch_lr_scheduler::{ExponentialLr, Plan};
    /// # let vs = nn::VarStore::new(Device::Cpu);
    /// # let w = vs.root().ones("w", &[2]);
    /// # let mut opt = Plan::lr(0.5, ExponentialLr::new(0.5)?).build(&vs, nn::Sgd::default())?;
    /// assert_eq!(opt.lrs(), [0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "get_last_lr")]
    pub fn lrs(&self) -> &[f64] {
        self.scheduler.lrs()
    }
}

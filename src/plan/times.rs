//! The methods of a plan that multiply the values of one group by a schedule.

use super::Plan;
use crate::{Hyperparameter, Schedule};
use std::sync::Arc;

impl Plan {
    /// Multiplies the learning rate of one group by a schedule: the group's rate is the one that it has without this method, times
    /// the value of `schedule` for the base 1. `group` is counted from 0.
    ///
    /// ```text
    /// rate of the group = rate without this method * schedule(t)      schedule has the base 1
    /// ```
    ///
    /// Use it for a group that follows the common schedule and differs only in a part of the run, such as a head with a longer
    /// warm-up, or a body that is frozen at first. A number in place of a schedule is [`lr_factor`](Self::lr_factor). A second
    /// schedule for the same group is [`Error::SettingTwice`](crate::Error::SettingTwice) when the plan is used. The companion
    /// momentum of the schedule is not multiplied.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, LinearLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, CosineAnnealingLr::new(100)?).lr_times(1, LinearLr::new(0.5, 1.0, 50)?);
    /// assert_eq!(plan.preview(2, 0)?.lr, [0.1, 0.05]);
    /// assert_eq!(plan.preview(2, 50)?.lr, [0.05, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// In a plan file it is `times`: `[lr.groups.1]`, and below it `times = { type = "LinearLR", total_iters = 50 }`.
    pub fn lr_times(self, group: usize, schedule: impl Schedule + 'static) -> Self {
        self.with_times(Hyperparameter::Lr, group, schedule)
    }

    /// Multiplies the momentum or beta1 of one group by a schedule, as [`lr_times`](Self::lr_times) does for the learning rate.
    /// Every value is at least 0 and below 1. The group follows a schedule: for one that is coupled to the rate, the plan cannot
    /// be started.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ConstantLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.8, Constant).momentum_times(1, ConstantLr::new(0.5, 10)?);
    /// assert_eq!(plan.preview(2, 0)?.momentum, [0.8, 0.4]);
    /// assert_eq!(plan.preview(2, 10)?.momentum, [0.8, 0.8]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum_times(self, group: usize, schedule: impl Schedule + 'static) -> Self {
        self.with_times(Hyperparameter::Momentum, group, schedule)
    }

    /// Multiplies the weight decay of one group by a schedule, as [`lr_times`](Self::lr_times) does for the learning rate. The
    /// group follows a schedule: for one that is coupled to the rate, the plan cannot be started.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ConstantLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.01, Constant).weight_decay_times(1, ConstantLr::new(0.5, 10)?);
    /// assert_eq!(plan.preview(2, 0)?.weight_decay, [0.01, 0.005]);
    /// assert_eq!(plan.preview(2, 10)?.weight_decay, [0.01, 0.01]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_times(self, group: usize, schedule: impl Schedule + 'static) -> Self {
        self.with_times(Hyperparameter::WeightDecay, group, schedule)
    }

    /// Multiplies the beta2 of one group by a schedule, as [`lr_times`](Self::lr_times) does for the learning rate. Every value
    /// is at least 0 and below 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ConstantLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).beta2(0.8, Constant).beta2_times(1, ConstantLr::new(0.5, 10)?);
    /// assert_eq!(plan.preview(2, 0)?.beta2, [0.8, 0.4]);
    /// assert_eq!(plan.preview(2, 10)?.beta2, [0.8, 0.8]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn beta2_times(self, group: usize, schedule: impl Schedule + 'static) -> Self {
        self.with_times(Hyperparameter::Beta2, group, schedule)
    }

    /// Multiplies the eps of one group by a schedule, as [`lr_times`](Self::lr_times) does for the learning rate.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ConstantLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).eps(1e-8, Constant).eps_times(1, ConstantLr::new(0.5, 10)?);
    /// assert_eq!(plan.preview(2, 0)?.eps, [1e-8, 5e-9]);
    /// assert_eq!(plan.preview(2, 10)?.eps, [1e-8, 1e-8]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn eps_times(self, group: usize, schedule: impl Schedule + 'static) -> Self {
        self.with_times(Hyperparameter::Eps, group, schedule)
    }

    fn with_times(self, hyperparameter: Hyperparameter, group: usize, schedule: impl Schedule + 'static) -> Self {
        self.changed(hyperparameter, |assignments| assignments.add_times(group, Arc::new(schedule)))
    }
}

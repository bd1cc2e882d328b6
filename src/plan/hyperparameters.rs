//! The methods of a plan that assign momentum and weight decay, or couple them to the rate.

use super::Plan;
use super::assignments::Source;
use super::given::Given;
use crate::{Hyperparameter, Schedule};

impl Plan {
    /// Sets the base and the schedule of the momentum (SGD, RMSprop) or beta1 (Adam, AdamW) of every group without its own. Every
    /// value is at least 0 and below 1. In plan files its name is `momentum`, and `beta1` is an alias.
    ///
    /// Without this method, the momentum follows the schedule of the rate if this schedule cycles the momentum
    /// ([`OneCycleLr`](crate::OneCycleLr), [`CyclicLr`](crate::CyclicLr)). Otherwise the optimizer keeps its own momentum.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, MultiStepLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.8, MultiStepLr::new([10], 0.5)?);
    /// assert_eq!(plan.preview(2, 10)?.momentum, [0.4, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("beta1", "betas", "adam_beta1"))]
    pub fn momentum(self, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Momentum, None, Source::Scheduled(Given::both(base, schedule)))
    }

    /// Sets the base and the schedule of the momentum or beta1 of one group. Use it together with [`momentum`](Self::momentum) for
    /// the other groups. Every value is at least 0 and below 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.9, Constant).momentum_group(1, 0.5, Constant);
    /// assert_eq!(plan.preview(2, 0)?.momentum, [0.9, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Momentum, Some(group), Source::Scheduled(Given::both(base, schedule)))
    }

    /// Sets the base of the momentum of one group, which follows the common schedule of the momentum from this base. `base` is
    /// finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.8, StepLr::new(10, 0.5)?).momentum_base(1, 0.4);
    /// assert_eq!(plan.preview(2, 10)?.momentum, [0.4, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum_base(self, group: usize, base: f64) -> Self {
        self.with(Hyperparameter::Momentum, Some(group), Source::Scheduled(Given::base_only(base)))
    }

    /// Multiplies the momentum of one group by `factor`. `factor` is finite and not negative.
    ///
    /// The factor applies to what the group follows without it: a schedule, or a coupling to the rate.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.8, Constant).momentum_factor(1, 0.5);
    /// assert_eq!(plan.preview(2, 0)?.momentum, [0.8, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum_factor(self, group: usize, factor: f64) -> Self {
        self.with_factor(Hyperparameter::Momentum, group, factor)
    }

    /// Sets the base and the schedule of the weight decay of every group without its own. Every value is finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.01, ExponentialLr::new(0.5)?);
    /// assert_eq!(plan.preview(1, 1)?.weight_decay, [0.005]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay(self, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::WeightDecay, None, Source::Scheduled(Given::both(base, schedule)))
    }

    /// Sets the base and the schedule of the weight decay of one group. Use it together with [`weight_decay`](Self::weight_decay)
    /// for the other groups. Every value is finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.01, Constant).weight_decay_group(1, 0.0, Constant);
    /// assert_eq!(plan.preview(2, 0)?.weight_decay, [0.01, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::WeightDecay, Some(group), Source::Scheduled(Given::both(base, schedule)))
    }

    /// Sets the base of the weight decay of one group, which follows the common schedule of the weight decay from this base. `base`
    /// is finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.8, StepLr::new(10, 0.5)?).weight_decay_base(1, 0.4);
    /// assert_eq!(plan.preview(2, 10)?.weight_decay, [0.4, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_base(self, group: usize, base: f64) -> Self {
        self.with(Hyperparameter::WeightDecay, Some(group), Source::Scheduled(Given::base_only(base)))
    }

    /// Multiplies the weight decay of one group by `factor`. `factor` is finite and not negative.
    ///
    /// The factor applies to what the group follows without it: a schedule, or a coupling to the rate.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.8, Constant).weight_decay_factor(1, 0.5);
    /// assert_eq!(plan.preview(2, 0)?.weight_decay, [0.8, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_factor(self, group: usize, factor: f64) -> Self {
        self.with_factor(Hyperparameter::WeightDecay, group, factor)
    }
}

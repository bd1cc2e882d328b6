//! What a plan assigns to momentum and weight decay.

use super::Plan;
use super::assignments::Source;
use super::coupling::Coupling;
use super::scheduled_value::ScheduledValue;
use crate::{Hyperparameter, Schedule};
use std::ops::Range;

impl Plan {
    /// The momentum of SGD and RMSprop, or the beta1 of Adam and AdamW, of every group that has none of its own.
    ///
    /// Without it, momentum follows the schedule of the rate where that carries one ([`OneCycleLr`](crate::OneCycleLr),
    /// [`CyclicLr`](crate::CyclicLr)), and else stays what the optimizer has.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, MultiStepLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.8, MultiStepLr::new([10], 0.5)?);
    /// assert_eq!(plan.preview(2, 10)?.momentum, [0.4, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum(self, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Momentum, None, Source::Scheduled(ScheduledValue::new(base, schedule)))
    }

    /// The momentum of one group, beside [`momentum`](Self::momentum) for the others.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).momentum(0.9, Constant).momentum_group(1, 0.5, Constant);
    /// assert_eq!(plan.preview(2, 0)?.momentum, [0.9, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Momentum, Some(group), Source::Scheduled(ScheduledValue::new(base, schedule)))
    }

    /// The weight decay of every group that has none of its own.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.01, ExponentialLr::new(0.5)?);
    /// assert_eq!(plan.preview(1, 1)?.weight_decay, [0.005]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay(self, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::WeightDecay, None, Source::Scheduled(ScheduledValue::new(base, schedule)))
    }

    /// The weight decay of one group, beside [`weight_decay`](Self::weight_decay) for the others.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).weight_decay(0.01, Constant).weight_decay_group(1, 0.0, Constant);
    /// assert_eq!(plan.preview(2, 0)?.weight_decay, [0.01, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::WeightDecay, Some(group), Source::Scheduled(ScheduledValue::new(base, schedule)))
    }

    /// Momentum that falls while the rate rises, for all groups: `high` where the rate in force is `lr.start` or less, `low` where
    /// it is `lr.end` or more, in a straight line between. All are finite and not negative, and `lr.end` is above `lr.start`.
    ///
    /// ```
    /// use tch_lr_scheduler::{LinearLr, Plan};
    ///
    /// let plan = Plan::lr(1.0, LinearLr::new(0.5, 1.0, 10)?).momentum_opposite_to_lr(0.5, 0.9, 0.5..1.0);
    /// assert_eq!(plan.preview(1, 0)?.momentum, [0.9]);
    /// assert_eq!(plan.preview(1, 10)?.momentum, [0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum_opposite_to_lr(self, low: f64, high: f64, lr: Range<f64>) -> Self {
        let coupling = Coupling::Opposite { low, high, lr: (lr.start, lr.end) };
        self.with(Hyperparameter::Momentum, None, Source::Coupled(coupling))
    }

    /// Weight decay in proportion to the rate in force, for all groups: `weight_decay` where the rate is `at_lr`, usually the
    /// highest. Both are finite and not negative, and `at_lr` is above 0. This is the AdamC of arXiv 2506.02285.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).weight_decay_proportional_to_lr(0.01, 0.1);
    /// assert_eq!(plan.preview(1, 1)?.weight_decay, [0.005]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_proportional_to_lr(self, weight_decay: f64, at_lr: f64) -> Self {
        let coupling = Coupling::Proportional { value: weight_decay, at_lr };
        self.with(Hyperparameter::WeightDecay, None, Source::Coupled(coupling))
    }
}

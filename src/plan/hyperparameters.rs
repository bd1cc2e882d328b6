//! The methods of a plan that assign momentum and weight decay, or couple them to the rate.

use super::Plan;
use super::assignments::Source;
use super::coupling::Coupling;
use super::scheduled_value::ScheduledValue;
use crate::{Hyperparameter, Schedule};
use std::ops::Range;

impl Plan {
    /// Sets the base and the schedule of the momentum (SGD, RMSprop) or beta1 (Adam, AdamW) of every group without its own. Every value
    /// is at least 0 and below 1. Plan files have the name `momentum` for it, and read `beta1` too.
    ///
    /// Without this method, the momentum follows the schedule of the rate if that is a [`OneCycleLr`](crate::OneCycleLr) or a
    /// [`CyclicLr`](crate::CyclicLr) that cycles the momentum. Otherwise the optimizer keeps its own momentum.
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
        self.with(Hyperparameter::Momentum, None, Source::Scheduled(ScheduledValue::new(base, schedule)))
    }

    /// Sets the base and the schedule of the momentum or beta1 of one group. Use it together with [`momentum`](Self::momentum) for the
    /// other groups. Every value is at least 0 and below 1.
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
        self.with(Hyperparameter::WeightDecay, None, Source::Scheduled(ScheduledValue::new(base, schedule)))
    }

    /// Sets the base and the schedule of the weight decay of one group. Use it together with [`weight_decay`](Self::weight_decay) for
    /// the other groups. Every value is finite and not negative.
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

    /// Couples the momentum of every group to its current rate, so that the momentum falls while the rate rises.
    ///
    /// ```text
    /// momentum = high                                                   if rate <= lr.start
    /// momentum = high - (high - low) * (rate - lr.start) / (lr.end - lr.start)
    /// momentum = low                                                    if rate >= lr.end
    /// ```
    ///
    /// All four numbers are finite and not negative, `low` and `high` are below 1, and `lr.end` is above `lr.start`.
    ///
    /// ```
    /// use tch_lr_scheduler::{LinearLr, Plan};
    ///
    /// let plan = Plan::lr(1.0, LinearLr::new(0.5, 1.0, 10)?).momentum_opposite_to_lr(0.5, 0.9, 0.5..1.0);
    /// assert_eq!(plan.preview(1, 0)?.momentum, [0.9]);
    /// assert_eq!(plan.preview(1, 10)?.momentum, [0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # In PyTorch
    ///
    /// `cycle_momentum=True` of `OneCycleLR` and `CyclicLR` has the same purpose. No other class of torch changes the momentum.
    ///
    /// # Source
    ///
    /// Smith, "A disciplined approach to neural network hyper-parameters: Part 1", arXiv 1803.09820: cyclical momentum.
    #[doc(alias("cycle_momentum", "base_momentum", "max_momentum"))]
    pub fn momentum_opposite_to_lr(self, low: f64, high: f64, lr: Range<f64>) -> Self {
        let coupling = Coupling::Opposite { low, high, lr: (lr.start, lr.end) };
        self.with(Hyperparameter::Momentum, None, Source::Coupled(coupling))
    }

    /// Makes the weight decay of every group proportional to its current rate.
    ///
    /// ```text
    /// weight decay = weight_decay * rate / at_lr
    /// ```
    ///
    /// `at_lr` is the rate at which the weight decay is `weight_decay`, usually the highest rate. Both are finite and not negative,
    /// and `at_lr` is above 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).weight_decay_proportional_to_lr(0.01, 0.1);
    /// assert_eq!(plan.preview(1, 1)?.weight_decay, [0.005]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// Defazio, "Why Gradients Rapidly Increase Near the End of Training", arXiv 2506.02285: AdamC.
    #[doc(alias = "AdamC")]
    pub fn weight_decay_proportional_to_lr(self, weight_decay: f64, at_lr: f64) -> Self {
        let coupling = Coupling::Proportional { value: weight_decay, at_lr };
        self.with(Hyperparameter::WeightDecay, None, Source::Coupled(coupling))
    }
}

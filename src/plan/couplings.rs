//! The methods of a plan that couple a hyperparameter or a scalar to the learning rate. Couplings use the current rate, with the
//! reductions of a feedback rule and a requested cooldown.

use super::Plan;
use super::assignments::Source;
use super::coupling::Coupling;
use crate::Hyperparameter;
use std::ops::Range;

impl Plan {
    /// Couples the momentum of every group without its own to the group's current rate, so that the momentum falls while the rate
    /// rises.
    ///
    /// ```text
    /// momentum = high                                                   if rate <= lr.start
    /// momentum = high - (high - low) * (rate - lr.start) / (lr.end - lr.start)
    /// momentum = low                                                    if rate >= lr.end
    /// ```
    ///
    /// All four numbers are finite and not negative, `low` and `high` are below 1, and `lr.end` is above `lr.start`. The rates of
    /// `lr` are the same for all groups; [`momentum_opposite_to_lr_group`](Self::momentum_opposite_to_lr_group) sets them for a
    /// group with other rates.
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
        self.with(Hyperparameter::Momentum, None, Source::Coupled(opposite(low, high, lr)))
    }

    /// Couples the momentum of one group to the group's current rate. The arguments are those of
    /// [`momentum_opposite_to_lr`](Self::momentum_opposite_to_lr).
    ///
    /// ```
    /// use tch_lr_scheduler::{LinearLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, LinearLr::new(0.5, 1.0, 10)?)
    ///     .lr_base(1, 1.0)
    ///     .momentum_opposite_to_lr(0.5, 0.9, 0.05..0.1)
    ///     .momentum_opposite_to_lr_group(1, 0.5, 0.9, 0.5..1.0);
    /// assert_eq!(plan.preview(2, 0)?.momentum, [0.9, 0.9]);
    /// assert_eq!(plan.preview(2, 10)?.momentum, [0.5, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn momentum_opposite_to_lr_group(self, group: usize, low: f64, high: f64, lr: Range<f64>) -> Self {
        self.with(Hyperparameter::Momentum, Some(group), Source::Coupled(opposite(low, high, lr)))
    }

    /// Makes the weight decay of every group without its own proportional to the group's current rate, so that it is `weight_decay`
    /// when the rate is highest.
    ///
    /// ```text
    /// weight decay = weight_decay * rate / peak     peak: the highest rate of the group, see `Schedule::peak`
    /// ```
    ///
    /// Each group has its own peak, so groups with different rates have the same weight decay if they follow the same schedule.
    /// `weight_decay` is finite and not negative. To choose another rate than the peak, use
    /// [`weight_decay_at_lr`](Self::weight_decay_at_lr). To give a group another `weight_decay` that is also proportional to its
    /// rate, use [`weight_decay_base`](Self::weight_decay_base).
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).lr_base(1, 1.0).weight_decay_proportional_to_lr(0.01);
    /// assert_eq!(plan.preview(2, 0)?.weight_decay, [0.01, 0.01]);
    /// assert_eq!(plan.preview(2, 1)?.weight_decay, [0.005, 0.005]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// Defazio, "Why Gradients Rapidly Increase Near the End of Training", arXiv 2506.02285: AdamC.
    #[doc(alias = "AdamC")]
    pub fn weight_decay_proportional_to_lr(self, weight_decay: f64) -> Self {
        self.with(Hyperparameter::WeightDecay, None, Source::Coupled(proportional(weight_decay, None)))
    }

    /// Makes the weight decay of one group proportional to the group's current rate, as
    /// [`weight_decay_proportional_to_lr`](Self::weight_decay_proportional_to_lr) does for all groups.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?)
    ///     .weight_decay(0.01, Constant)
    ///     .weight_decay_proportional_to_lr_group(1, 0.01);
    /// assert_eq!(plan.preview(2, 1)?.weight_decay, [0.01, 0.005]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_proportional_to_lr_group(self, group: usize, weight_decay: f64) -> Self {
        self.with(Hyperparameter::WeightDecay, Some(group), Source::Coupled(proportional(weight_decay, None)))
    }

    /// Makes the weight decay of every group without its own proportional to the group's current rate, so that it is `weight_decay`
    /// at the rate `at_lr`.
    ///
    /// ```text
    /// weight decay = weight_decay * rate / at_lr
    /// ```
    ///
    /// `at_lr` is the same rate for all groups: a group with ten times the rate has ten times the weight decay. Both numbers are
    /// finite and not negative, and `at_lr` is above 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.2, Constant).lr_base(1, 0.4).weight_decay_at_lr(0.01, 0.2);
    /// assert_eq!(plan.preview(2, 0)?.weight_decay, [0.01, 0.02]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_at_lr(self, weight_decay: f64, at_lr: f64) -> Self {
        self.with(Hyperparameter::WeightDecay, None, Source::Coupled(proportional(weight_decay, Some(at_lr))))
    }

    /// Makes the weight decay of one group proportional to the group's current rate, so that it is `weight_decay` at the rate
    /// `at_lr`. The numbers are as for [`weight_decay_at_lr`](Self::weight_decay_at_lr).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.2, Constant).weight_decay_proportional_to_lr(0.01).weight_decay_at_lr_group(1, 0.01, 0.4);
    /// assert_eq!(plan.preview(2, 0)?.weight_decay, [0.01, 0.005]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn weight_decay_at_lr_group(self, group: usize, weight_decay: f64, at_lr: f64) -> Self {
        self.with(Hyperparameter::WeightDecay, Some(group), Source::Coupled(proportional(weight_decay, Some(at_lr))))
    }

    /// Adds a [scalar](Self::scalar) that is proportional to the current rate of group 0, so that it is `value` when this rate is
    /// highest.
    ///
    /// ```text
    /// scalar = value * rate / peak     peak: the highest rate of group 0, see `Schedule::peak`
    /// ```
    ///
    /// `value` is finite and not negative. To choose another rate than the peak, use [`scalar_at_lr`](Self::scalar_at_lr).
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Plan};
    ///
    /// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).scalar_proportional_to_lr("rho", 0.04);
    /// assert_eq!([0, 1, 2].map(|step| plan.preview(1, step).unwrap().scalar("rho").unwrap()), [0.04, 0.02, 0.01]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// Zhuang et al., "Surrogate Gap Minimization Improves Sharpness-Aware Training", arXiv 2203.08065: the radius rho of GSAM is
    /// proportional to the rate (`ProportionScheduler` of pytorch_optimizer).
    #[doc(alias = "ProportionScheduler")]
    pub fn scalar_proportional_to_lr(self, name: impl Into<String>, value: f64) -> Self {
        self.with_scalar(name.into(), Source::Coupled(proportional(value, None)))
    }

    /// Adds a [scalar](Self::scalar) that is proportional to the current rate of group 0, so that it is `value` at the rate
    /// `at_lr`. Both numbers are finite and not negative, and `at_lr` is above 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.2, Constant).scalar_at_lr("rho", 0.04, 0.1);
    /// assert_eq!(plan.preview(1, 0)?.scalar("rho"), Some(0.08));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn scalar_at_lr(self, name: impl Into<String>, value: f64, at_lr: f64) -> Self {
        self.with_scalar(name.into(), Source::Coupled(proportional(value, Some(at_lr))))
    }
}

fn opposite(low: f64, high: f64, lr: Range<f64>) -> Coupling {
    Coupling::Opposite { low, high, lr: (lr.start, lr.end) }
}

fn proportional(value: f64, at_lr: Option<f64>) -> Coupling {
    Coupling::Proportional { value, at_lr }
}

//! The methods of a plan that assign beta2 and eps.

use super::Plan;
use super::assignments::Source;
use super::given::Given;
use crate::{Hyperparameter, Schedule};

impl Plan {
    /// Sets the base and the schedule of beta2 of every group without its own: the decay rate of the mean of squared gradients in
    /// Adam and AdamW. Every value is at least 0 and below 1.
    ///
    /// Without this method, the optimizer keeps its own beta2. If the optimizer is of another class, the plan cannot be started:
    /// [`Error::Unsupported`](crate::Error::Unsupported).
    ///
    /// This plan has a higher beta2 in the cooldown, over the last 100 of 1000 steps:
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Piecewise, Plan};
    ///
    /// let rates = Piecewise::starting_at(1.0)?.linear_to(900, 1.0)?.linear_to(1000, 0.0)?;
    /// let beta2 = Piecewise::starting_at(0.95)?.linear_to(900, 0.95)?.linear_to(1000, 0.99)?;
    /// let plan = Plan::lr(1e-3, rates).beta2(1.0, beta2);
    /// assert_eq!(plan.preview(1, 900)?.beta2, [0.95]);
    /// assert_eq!(plan.preview(1, 1000)?.beta2, [0.99]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # In PyTorch
    ///
    /// `betas[1]` of `torch.optim.Adam` and `AdamW`. No class of torch schedules it.
    ///
    /// # Source
    ///
    /// Dremov et al., "Training Dynamics of the Cooldown Stage in Warmup-Stable-Decay Learning Rate Scheduler", arXiv 2508.01483: a
    /// higher beta2 in the cooldown.
    #[doc(alias("betas", "adam_beta2"))]
    pub fn beta2(self, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Beta2, None, Source::Scheduled(Given::both(base, schedule)))
    }

    /// Sets the base and the schedule of beta2 of one group. Use it together with [`beta2`](Self::beta2) for the other groups.
    /// Every value is at least 0 and below 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(1e-3, Constant).beta2(0.999, Constant).beta2_group(1, 0.95, Constant);
    /// assert_eq!(plan.preview(2, 0)?.beta2, [0.999, 0.95]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn beta2_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Beta2, Some(group), Source::Scheduled(Given::both(base, schedule)))
    }

    /// Sets the base of beta2 of one group, which follows the common schedule of beta2 from this base. Every value
    /// is at least 0 and below 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.1, Constant).beta2(0.8, StepLr::new(10, 0.5)?).beta2_base(1, 0.4);
    /// assert_eq!(plan.preview(2, 10)?.beta2, [0.4, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn beta2_base(self, group: usize, base: f64) -> Self {
        self.with(Hyperparameter::Beta2, Some(group), Source::Scheduled(Given::base_only(base)))
    }

    /// Multiplies beta2 of one group by `factor`, which is finite and not negative. Every value is at least 0 and below 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).beta2(0.8, Constant).beta2_factor(1, 0.5);
    /// assert_eq!(plan.preview(2, 0)?.beta2, [0.8, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn beta2_factor(self, group: usize, factor: f64) -> Self {
        self.with_factor(Hyperparameter::Beta2, group, factor)
    }

    /// Sets the base and the schedule of eps of every group without its own: the term that Adam, AdamW and RMSprop add to the
    /// denominator. Every value is finite and not negative.
    ///
    /// Without this method, the optimizer keeps its own eps. If the optimizer is SGD, the plan cannot be started:
    /// [`Error::Unsupported`](crate::Error::Unsupported).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, MultiStepLr, Plan};
    ///
    /// let plan = Plan::lr(1e-3, Constant).eps(1e-4, MultiStepLr::new([10], 0.5)?);
    /// assert_eq!(plan.preview(1, 9)?.eps, [1e-4]);
    /// assert_eq!(plan.preview(1, 10)?.eps, [5e-5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # In PyTorch
    ///
    /// `eps` of `torch.optim.Adam`, `AdamW` and `RMSprop`. No class of torch schedules it.
    #[doc(alias("epsilon", "adam_epsilon"))]
    pub fn eps(self, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Eps, None, Source::Scheduled(Given::both(base, schedule)))
    }

    /// Sets the base and the schedule of eps of one group. Use it together with [`eps`](Self::eps) for the other groups. Every
    /// value is finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(1e-3, Constant).eps(1e-8, Constant).eps_group(1, 1e-6, Constant);
    /// assert_eq!(plan.preview(2, 0)?.eps, [1e-8, 1e-6]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn eps_group(self, group: usize, base: f64, schedule: impl Schedule + 'static) -> Self {
        self.with(Hyperparameter::Eps, Some(group), Source::Scheduled(Given::both(base, schedule)))
    }

    /// Sets the base of eps of one group, which follows the common schedule of eps from this base. Every value is finite
    /// and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.1, Constant).eps(0.8, StepLr::new(10, 0.5)?).eps_base(1, 0.4);
    /// assert_eq!(plan.preview(2, 10)?.eps, [0.4, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn eps_base(self, group: usize, base: f64) -> Self {
        self.with(Hyperparameter::Eps, Some(group), Source::Scheduled(Given::base_only(base)))
    }

    /// Multiplies eps of one group by `factor`, which is finite and not negative.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan};
    ///
    /// let plan = Plan::lr(0.1, Constant).eps(0.8, Constant).eps_factor(1, 0.5);
    /// assert_eq!(plan.preview(2, 0)?.eps, [0.8, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn eps_factor(self, group: usize, factor: f64) -> Self {
        self.with_factor(Hyperparameter::Eps, group, factor)
    }
}

use super::{CompanionMomentum, Described, History};
use crate::combinators::methods::{methods_at_ends, methods_in_time, methods_in_value};
use std::fmt::Debug;

/// A pure function that returns the value of a hyperparameter for a base and a time.
///
/// The base is the value that the optimizer would have without a schedule, in the unit of the hyperparameter. Time is counted in
/// steps. A step is whatever the training loop advances by: a batch or an epoch.
///
/// All schedules of this crate have these properties, and tests check each of them:
/// - The result depends only on the base and the time, to the bit. The order of the calls has no effect, nor has a restart of the
///   program.
/// - Values are finite if the base and the parameters are at most 1e300 in magnitude and functions return finite factors. A power
///   that overflows is limited to the largest `f64`.
/// - Values are not negative, unless the base or a parameter is negative.
/// - Values do not change from [`constant_from`](Schedule::constant_from) on.
/// - A call takes as long at step 10<sup>15</sup> as at step 10. The exceptions have no closed form:
///   [`MultiplicativeLr`](crate::MultiplicativeLr), and a [`ChainedScheduler`](crate::ChainedScheduler) with a member that sets or
///   moves the value.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?;
/// let curve: Vec<f64> = (0..4).map(|step| schedule.at(0.1, step)).collect();
/// assert_eq!(curve, [0.1, 0.05, 0.025, 0.0125]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// A user's schedule is a type with one method:
///
/// ```
/// use tch_lr_scheduler::Schedule;
///
/// #[derive(Debug)]
/// struct InverseSquareRoot;
///
/// impl Schedule for InverseSquareRoot {
///     fn value(&self, base: f64, time: f64) -> f64 {
///         base / (1.0 + time).sqrt()
///     }
/// }
/// assert_eq!(InverseSquareRoot.at(0.1, 3), 0.05);
/// ```
#[doc(alias = "LRScheduler")]
#[doc(alias = "lr_scheduler")]
pub trait Schedule: Debug + Send + Sync {
    /// The value at `time`, in steps since the start. A fraction is a time between two steps.
    ///
    /// A schedule of a rate should not return a negative value: a step at a negative rate raises the loss. [`Plan::check`](crate::Plan::check)
    /// warns of it.
    ///
    /// The result is unspecified if `time` is negative or not a number. For whole steps, use [`at`](Schedule::at).
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
    ///
    /// let schedule = CosineAnnealingLr::new(3)?;
    /// assert!((schedule.value(0.1, 1.5) - 0.05).abs() < 1e-15);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn value(&self, base: f64, time: f64) -> f64;

    /// The value at `step`. The first step is 0, and steps up to 2<sup>53</sup> are exact.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, StepLr};
    ///
    /// assert_eq!(StepLr::new(30, 0.5)?.at(0.1, 30), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn at(&self, base: f64, step: u64) -> f64 {
        self.value(base, step as f64)
    }

    /// The step from which the value and the [momentum](Self::momentum) no longer change. Default: `None`, which means unknown or
    /// never.
    ///
    /// A [`Scheduler`](crate::Scheduler) computes nothing at steps at which no value of its plan can change. An implementation may
    /// return a later step than necessary, which only costs time. An earlier step gives wrong values.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, MultiStepLr, Schedule};
    ///
    /// assert_eq!(MultiStepLr::new([30, 80], 0.1)?.constant_from(), Some(80));
    /// assert_eq!(CosineAnnealingLr::new(50)?.constant_from(), None); // it rises again
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn constant_from(&self) -> Option<u64> {
        None
    }

    /// The first step after `step` at which the value or the [momentum](Self::momentum) may change, or `u64::MAX` if there is none
    /// up to 2<sup>53</sup>. Default: the next step, and `u64::MAX` from [`constant_from`](Self::constant_from) on.
    ///
    /// A [`Scheduler`](crate::Scheduler) computes nothing at steps at which no value of its plan can change. An implementation may
    /// return an earlier step than necessary, which only costs time. A later step gives wrong values.
    ///
    /// ```
    /// use tch_lr_scheduler::{ExponentialLr, Schedule, StepLr};
    ///
    /// assert_eq!(StepLr::new(30, 0.1)?.next_change(31), 60);
    /// assert_eq!(ExponentialLr::new(0.9)?.next_change(31), 32);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn next_change(&self, step: u64) -> u64 {
        match self.constant_from() {
            Some(constant_from) if step >= constant_from => u64::MAX,
            _ => step.saturating_add(1),
        }
    }

    /// The intended peak of this schedule for a base, such as the rate at the end of a warm-up. Default: the base.
    ///
    /// [`Plan::weight_decay_proportional_to_lr`](crate::Plan::weight_decay_proportional_to_lr) uses the peak as the rate at which
    /// the weight decay has its full value. Schedules that do not use their base, such as [`OneCycleLr`](crate::OneCycleLr), return
    /// their own highest value. A combinator that ends a schedule early does not lower the peak. A schedule that grows without a
    /// limit returns the base.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, OneCycleLr, Schedule};
    ///
    /// assert_eq!(CosineAnnealingLr::new(45)?.warmup(5)?.peak(0.1), 0.1);
    /// assert_eq!(OneCycleLr::new(0.5, 100)?.peak(0.1), 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn peak(&self, base: f64) -> f64 {
        base
    }

    /// The momentum that this schedule cycles together with the learning rate. Default: `None`.
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Schedule, StepLr};
    ///
    /// assert!(StepLr::new(30, 0.1)?.momentum().is_none());
    /// assert_eq!(OneCycleLr::new(0.1, 100)?.momentum().and_then(|momentum| momentum.momentum_at(99.0)), Some(0.95));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn momentum(&self) -> Option<&dyn CompanionMomentum> {
        None
    }

    /// How this schedule depends on earlier values of the run, as a member of a [`ChainedScheduler`](crate::ChainedScheduler) or of
    /// a [`SequentialLr`](crate::SequentialLr). Default: `None`.
    ///
    /// A schedule without a history starts from its own base in a sequence, and cannot be a member of a chain.
    ///
    /// ```
    /// use tch_lr_scheduler::{MultiplicativeLr, Schedule};
    ///
    /// let schedule = MultiplicativeLr::new(|_step| 0.5);
    /// let continuation = schedule.history().and_then(|history| history.continuation()).unwrap();
    /// assert_eq!(continuation.value_after(0.1, 0.08, 0.0), 0.04); // half of the value before the milestone
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn history(&self) -> Option<&dyn History> {
        None
    }

    /// The description of this schedule, as data and in words. Default: its `Debug` output.
    ///
    /// [`ScheduleSpec::of`](crate::ScheduleSpec::of) and [`Summary::of`](crate::Summary::of) use it.
    ///
    /// ```
    /// use tch_lr_scheduler::{Described, Schedule, Summary};
    ///
    /// #[derive(Debug)]
    /// struct Half;
    ///
    /// impl Schedule for Half {
    ///     fn value(&self, base: f64, _time: f64) -> f64 {
    ///         base / 2.0
    ///     }
    ///     fn described(&self) -> Described<'_> {
    ///         Described::words("half of the base")
    ///     }
    /// }
    /// assert_eq!(Summary::of(&Half, 0.1, None).sentence(), "half of the base");
    /// ```
    fn described(&self) -> Described<'_> {
        Described::default()
    }

    /// The schedule itself, or one that a plan refuses if a combinator around it would be nested too deep.
    #[doc(hidden)]
    #[must_use]
    fn bounded(self) -> Self
    where
        Self: Sized,
    {
        self
    }

    methods_in_time!();
    methods_at_ends!();
    methods_in_value!();
}

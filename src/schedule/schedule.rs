use super::{CompanionMomentum, Described, History};
use crate::combinators::methods::{methods_in_time, methods_in_value};
use std::fmt::Debug;

/// A pure function from a base value and a time to the value of a hyperparameter.
///
/// `base` is what the optimizer would use without a schedule, in the hyperparameter's own unit. Time counts in whatever unit the
/// training loop advances by, batches or epochs: the schedule does not know which.
///
/// What every schedule keeps, tested for each of them:
/// - asked twice, asked out of order, asked in a loop or after a restart: the same bits;
/// - finite, for a base and parameters of magnitude up to 1e300; a power that would overflow stays at the largest `f64`;
/// - not negative, unless the base or a parameter is;
/// - constant from [`constant_from`](Schedule::constant_from) on;
/// - as fast at step 10<sup>15</sup> as at step 10, but for the two that have no closed form in torch either and say so.
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
/// A schedule of one's own is a type with one method:
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
pub trait Schedule: Debug + Send + Sync {
    /// The value at `time`, in steps, 0 at the start; a fraction is a point between two steps.
    ///
    /// For a `time` that is negative or not a number the result means nothing. Callers who count in whole steps use
    /// [`at`](Schedule::at), which cannot be given one.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
    ///
    /// let schedule = CosineAnnealingLr::new(3)?;
    /// assert!((schedule.value(0.1, 1.5) - 0.05).abs() < 1e-15);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn value(&self, base: f64, time: f64) -> f64;

    /// The value at `step`, 0 for the first. Steps are exact up to 2<sup>53</sup>.
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

    /// The step from which neither the value nor the [momentum](Self::momentum) changes any more. Default: `None`, unknown.
    ///
    /// A run that is past it costs nothing. A step that is too late costs time; one that is too early gives wrong values.
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

    /// The first step after `step`, up to 2<sup>53</sup>, at which the value or the [momentum](Self::momentum) may change; `u64::MAX` if
    /// there is none. Default: the next step, and none from [`constant_from`](Self::constant_from) on.
    ///
    /// A [`Scheduler`](crate::Scheduler) does nothing before it. A step that is too early costs time; one that is too late gives wrong
    /// values.
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

    /// The momentum that this schedule cycles along with the rate. Default: none.
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

    /// How this schedule depends on the values before it in torch's two recursions, `ChainedScheduler` and `SequentialLR`. Default:
    /// `None`. Such a schedule starts from its own base in a sequence, and a [`ChainedScheduler`](crate::ChainedScheduler) refuses it.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, StepLr};
    ///
    /// assert!(StepLr::new(30, 0.1)?.history().is_some());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn history(&self) -> Option<&dyn History> {
        None
    }

    /// What this schedule says about itself, as data and in words. Default: its `Debug` output.
    ///
    /// [`ScheduleSpec::of`](crate::ScheduleSpec::of) and [`Summary::of`](crate::Summary::of) read it.
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

    methods_in_time!();
    methods_in_value!();
}

use std::fmt::Debug;
use std::sync::Arc;

/// A pure function from a base value and a time to the value of a hyperparameter.
///
/// `base` is what the optimizer would use without a schedule, in the hyperparameter's own unit. Time counts in whatever unit the
/// training loop advances by, batches or epochs: the schedule does not know which.
///
/// What every schedule keeps, tested for each of them:
/// - asked twice, asked out of order, asked in a loop or after a restart: the same bits;
/// - finite, for a base and parameters of magnitude up to 1e300; a power that would overflow stays at the largest `f64`;
/// - not negative, unless the base or a parameter is;
/// - constant from [`horizon`](Schedule::horizon) on;
/// - as fast at step 10<sup>15</sup> as at step 10.
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

    /// The step from which the value no longer changes, where the schedule can promise one.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, MultiStepLr, Schedule};
    ///
    /// assert_eq!(MultiStepLr::new([30, 80], 0.1)?.horizon(), Some(80));
    /// assert_eq!(CosineAnnealingLr::new(50)?.horizon(), None); // it rises again
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn horizon(&self) -> Option<u64> {
        None
    }

    /// This schedule behind a pointer, so that schedules of different types fit in one list.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
    ///
    /// let schedules = [Constant.boxed(), ExponentialLr::new(0.9)?.boxed()];
    /// assert_eq!(schedules[0].at(0.1, 5), 0.1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    fn boxed(self) -> Box<dyn Schedule>
    where
        Self: Sized + 'static,
    {
        Box::new(self)
    }
}

macro_rules! forward {
    ($($pointer:ty),*) => {$(
        impl<S: Schedule + ?Sized> Schedule for $pointer {
            fn value(&self, base: f64, time: f64) -> f64 {
                (**self).value(base, time)
            }
            fn at(&self, base: f64, step: u64) -> f64 {
                (**self).at(base, step)
            }
            fn horizon(&self) -> Option<u64> {
                (**self).horizon()
            }
        }
    )*};
}

forward!(&S, Box<S>, Arc<S>);

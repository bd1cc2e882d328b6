use crate::Schedule;
use crate::arithmetic::product;

/// A schedule times the factor that another makes of 1. [`Schedule::times`] makes it.
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, StepLr, Schedule};
///
/// assert_eq!(StepLr::new(1, 0.5)?.times(ExponentialLr::new(0.5)?).at(1.0, 1), 0.25);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Times<S, F> {
    schedule: S,
    factor: F,
}

impl<S, F> Times<S, F> {
    pub(crate) fn new(schedule: S, factor: F) -> Self {
        Self { schedule, factor }
    }
}

impl<S: Schedule, F: Schedule> Schedule for Times<S, F> {
    fn value(&self, base: f64, time: f64) -> f64 {
        product(self.schedule.value(base, time), self.factor.value(1.0, time))
    }

    fn horizon(&self) -> Option<u64> {
        Some(self.schedule.horizon()?.max(self.factor.horizon()?))
    }

    fn is_proportional(&self) -> bool {
        self.schedule.is_proportional() && self.factor.is_proportional()
    }

    fn momentum(&self, time: f64) -> Option<f64> {
        self.schedule.momentum(time)
    }

    fn first_momentum(&self) -> Option<f64> {
        self.schedule.first_momentum()
    }

    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        product(self.schedule.take_over(base, before, time), self.factor.value(1.0, time))
    }
}

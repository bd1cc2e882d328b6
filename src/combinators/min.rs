use crate::Schedule;

/// The smaller of two schedules at every step. [`Schedule::min`] makes it.
///
/// ```
/// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
///
/// assert_eq!(Constant.min(ExponentialLr::new(0.5)?).at(1.0, 1), 0.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Min<S, F> {
    schedule: S,
    other: F,
}

impl<S, F> Min<S, F> {
    pub(crate) fn new(schedule: S, other: F) -> Self {
        Self { schedule, other }
    }
}

impl<S: Schedule, F: Schedule> Schedule for Min<S, F> {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.schedule.value(base, time).min(self.other.value(base, time))
    }

    fn horizon(&self) -> Option<u64> {
        Some(self.schedule.horizon()?.max(self.other.horizon()?))
    }

    fn momentum(&self, time: f64) -> Option<f64> {
        self.schedule.momentum(time).or_else(|| self.other.momentum(time))
    }

    fn first_momentum(&self) -> Option<f64> {
        self.schedule.first_momentum().or_else(|| self.other.first_momentum())
    }

    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        self.schedule.take_over(base, before, time).min(self.other.take_over(base, before, time))
    }
}

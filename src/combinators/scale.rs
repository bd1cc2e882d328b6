use crate::arithmetic::product;
use crate::{Result, Schedule, check};

/// A schedule times a number. [`Schedule::scale`] makes it.
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.scale(0.5)?.at(1.0, 1), 0.25);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale<S> {
    schedule: S,
    factor: f64,
}

impl<S> Scale<S> {
    pub(crate) fn new(schedule: S, factor: f64) -> Result<Self> {
        Ok(Self { schedule, factor: check::finite_not_negative("scale", "factor", factor)? })
    }
}

impl<S: Schedule> Schedule for Scale<S> {
    fn value(&self, base: f64, time: f64) -> f64 {
        product(self.schedule.value(base, time), self.factor)
    }

    fn horizon(&self) -> Option<u64> {
        self.schedule.horizon()
    }

    fn is_proportional(&self) -> bool {
        self.schedule.is_proportional()
    }

    fn momentum(&self, time: f64) -> Option<f64> {
        self.schedule.momentum(time)
    }

    fn first_momentum(&self) -> Option<f64> {
        self.schedule.first_momentum()
    }

    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        product(self.schedule.take_over(base, before, time), self.factor)
    }
}

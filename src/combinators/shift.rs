use crate::arithmetic::finite;
use crate::{Result, Schedule, check};

/// A schedule plus a number. [`Schedule::shift`] makes it.
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.shift(1.0)?.at(1.0, 1), 1.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift<S> {
    schedule: S,
    amount: f64,
}

impl<S> Shift<S> {
    pub(crate) fn new(schedule: S, amount: f64) -> Result<Self> {
        Ok(Self { schedule, amount: check::finite("shift", "amount", amount)? })
    }
}

impl<S: Schedule> Schedule for Shift<S> {
    fn value(&self, base: f64, time: f64) -> f64 {
        finite(self.schedule.value(base, time) + self.amount)
    }

    fn horizon(&self) -> Option<u64> {
        self.schedule.horizon()
    }

    fn momentum(&self, time: f64) -> Option<f64> {
        self.schedule.momentum(time)
    }

    fn first_momentum(&self) -> Option<f64> {
        self.schedule.first_momentum()
    }

    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        finite(self.schedule.take_over(base, before, time) + self.amount)
    }
}

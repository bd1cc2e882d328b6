use crate::arithmetic::floor_div;
use crate::{Result, Schedule, check};

/// Counts in blocks of steps: epochs, where the loop counts batches.
/// [`Schedule::every`] makes it.
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.every(100)?.at(1.0, 199), 0.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Every<S> {
    schedule: S,
    steps: u64,
}

impl<S> Every<S> {
    pub(crate) fn new(schedule: S, steps: u64) -> Result<Self> {
        Ok(Self { schedule, steps: check::at_least_one("every", "steps", steps)? })
    }
}

impl<S: Schedule> Schedule for Every<S> {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.schedule.value(base, floor_div(time, self.steps))
    }

    fn horizon(&self) -> Option<u64> {
        Some(self.schedule.horizon()?.saturating_mul(self.steps))
    }

    fn is_proportional(&self) -> bool {
        self.schedule.is_proportional()
    }

    fn momentum(&self, time: f64) -> Option<f64> {
        self.schedule.momentum(floor_div(time, self.steps))
    }

    fn first_momentum(&self) -> Option<f64> {
        self.schedule.first_momentum()
    }

    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        self.schedule.take_over(base, before, floor_div(time, self.steps))
    }
}

use crate::{Result, Schedule, check};

/// Runs a schedule so many times as slowly, through the fractions of its steps.
/// [`Schedule::stretch`] makes it.
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Schedule};
///
/// assert_eq!(LinearLr::new(1.0, 0.5, 1)?.stretch(4)?.at(1.0, 2), 0.75);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch<S> {
    schedule: S,
    steps: u64,
}

impl<S> Stretch<S> {
    pub(crate) fn new(schedule: S, steps: u64) -> Result<Self> {
        Ok(Self { schedule, steps: check::at_least_one("stretch", "steps", steps)? })
    }
}

impl<S: Schedule> Schedule for Stretch<S> {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.schedule.value(base, time / self.steps as f64)
    }

    fn horizon(&self) -> Option<u64> {
        Some(self.schedule.horizon()?.saturating_mul(self.steps))
    }

    fn is_proportional(&self) -> bool {
        self.schedule.is_proportional()
    }

    fn momentum(&self, time: f64) -> Option<f64> {
        self.schedule.momentum(time / self.steps as f64)
    }

    fn first_momentum(&self) -> Option<f64> {
        self.schedule.first_momentum()
    }

    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        self.schedule.take_over(base, before, time / self.steps as f64)
    }
}

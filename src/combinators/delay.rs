use crate::Schedule;

/// Waits at the first value of a schedule before it begins. [`Schedule::delay`] makes it.
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.delay(10).at(1.0, 11), 0.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Delay<S> {
    schedule: S,
    steps: u64,
}

impl<S> Delay<S> {
    pub(crate) fn new(schedule: S, steps: u64) -> Self {
        Self { schedule, steps }
    }
}

impl<S: Schedule> Schedule for Delay<S> {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.schedule.value(base, (time - self.steps as f64).max(0.0))
    }

    fn horizon(&self) -> Option<u64> {
        match self.schedule.horizon()? {
            0 => Some(0),
            horizon => Some(horizon.saturating_add(self.steps)),
        }
    }

    fn is_proportional(&self) -> bool {
        self.schedule.is_proportional()
    }

    fn momentum(&self, time: f64) -> Option<f64> {
        self.schedule.momentum((time - self.steps as f64).max(0.0))
    }

    fn first_momentum(&self) -> Option<f64> {
        self.schedule.first_momentum()
    }

    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        self.schedule.take_over(base, before, (time - self.steps as f64).max(0.0))
    }
}

use crate::Schedule;

/// Stays at the value of one step from there on. [`Schedule::hold`] makes it.
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Schedule};
///
/// assert_eq!(LinearLr::new(1.0, 0.5, 10)?.hold(5).at(1.0, 9), 0.75);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hold<S> {
    schedule: S,
    from: u64,
}

impl<S> Hold<S> {
    pub(crate) fn new(schedule: S, from: u64) -> Self {
        Self { schedule, from }
    }
}

impl<S: Schedule> Schedule for Hold<S> {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.schedule.value(base, time.min(self.from as f64))
    }

    fn horizon(&self) -> Option<u64> {
        Some(self.schedule.horizon().map_or(self.from, |horizon| horizon.min(self.from)))
    }

    fn is_proportional(&self) -> bool {
        self.schedule.is_proportional()
    }

    fn momentum(&self, time: f64) -> Option<f64> {
        self.schedule.momentum(time.min(self.from as f64))
    }

    fn first_momentum(&self) -> Option<f64> {
        self.schedule.first_momentum()
    }

    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        self.schedule.take_over(base, before, time.min(self.from as f64))
    }
}

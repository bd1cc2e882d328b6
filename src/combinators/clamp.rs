use crate::{Result, Schedule, check};

/// Keeps a schedule between two values. [`Schedule::clamp`] makes it.
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.clamp(0.2, 0.8)?.at(1.0, 0), 0.8);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clamp<S> {
    schedule: S,
    low: f64,
    high: f64,
}

impl<S> Clamp<S> {
    pub(crate) fn new(schedule: S, low: f64, high: f64) -> Result<Self> {
        check::ensure(high.is_finite() && high >= low, "clamp", "high", format!("finite and at least low, {low:?}"), high)?;
        Ok(Self { schedule, low: check::finite("clamp", "low", low)?, high })
    }
}

impl<S: Schedule> Schedule for Clamp<S> {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.schedule.value(base, time).max(self.low).min(self.high)
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
        self.schedule.take_over(base, before, time).max(self.low).min(self.high)
    }
}

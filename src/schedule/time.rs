/// A time in a run: whole steps and a fraction of a step. [`Scheduler::seek_time`](crate::Scheduler::seek_time) sets the fraction.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Time {
    pub(crate) step: u64,
    /// At least 0 and below 1.
    pub(crate) fraction: f64,
}

impl Time {
    pub(crate) fn at_step(step: u64) -> Self {
        Self { step, fraction: 0.0 }
    }

    /// The number of steps from `earlier` to this time, or `None` if this time is before `earlier`.
    pub(crate) fn since(self, earlier: Self) -> Option<f64> {
        let whole = self.step.checked_sub(earlier.step)?;
        let elapsed = whole as f64 + (self.fraction - earlier.fraction);
        (elapsed >= 0.0).then_some(elapsed)
    }

    /// The time at the same fraction of a run of `new` steps as this time is of a run of `old` steps, which is at least 1. A whole
    /// step gives the whole step before the exact time, so that a run that only steps stays at whole steps.
    pub(crate) fn rescaled(self, old: u64, new: u64) -> Self {
        let product = u128::from(self.step) * u128::from(new);
        let (whole, rest) = (product / u128::from(old), product % u128::from(old));
        let more = if self.fraction == 0.0 { 0.0 } else { (rest as f64 + self.fraction * new as f64) / old as f64 };
        let step = whole.saturating_add(more.floor() as u128);
        Self { step: u64::try_from(step).unwrap_or(u64::MAX), fraction: more.fract() }
    }

    pub(crate) fn as_f64(self) -> f64 {
        self.step as f64 + self.fraction
    }
}

impl From<f64> for Time {
    /// The time must be finite and not negative.
    fn from(time: f64) -> Self {
        Self { step: time as u64, fraction: time.fract() }
    }
}

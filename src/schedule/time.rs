/// Where a run stands: whole steps, and the fraction of one that `seek_time` may add.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) struct Time {
    pub(crate) step: u64,
    pub(crate) fraction: f64,
}

impl Time {
    pub(crate) fn at_step(step: u64) -> Self {
        Self { step, fraction: 0.0 }
    }

    /// How many steps after another time this is; `None` where it is before.
    pub(crate) fn since(self, earlier: Self) -> Option<f64> {
        let whole = self.step.checked_sub(earlier.step)?;
        let elapsed = whole as f64 + (self.fraction - earlier.fraction);
        (elapsed >= 0.0).then_some(elapsed)
    }

    pub(crate) fn as_f64(self) -> f64 {
        self.step as f64 + self.fraction
    }
}

impl From<f64> for Time {
    /// For a finite time that is not negative.
    fn from(time: f64) -> Self {
        Self { step: time as u64, fraction: time.fract() }
    }
}

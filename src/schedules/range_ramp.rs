use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

const NAME: &str = "RangeRamp";

/// The rising rates of a range test. The base plays no part.
///
/// ```text
/// exponential: value(t) = low * (high / low)^(t / (steps - 1))
/// linear:      value(t) = low + (high - low) * t / (steps - 1)
/// ```
///
/// From step `steps - 1` on it is `high`.
///
#[doc = include_str!("../docs/pictures/range_ramp.svg")]
///
/// ```
/// use tch_lr_scheduler::{RangeRamp, Schedule};
///
/// let ramp = RangeRamp::exponential(1e-6, 1.0, 101)?;
/// assert_eq!((ramp.at(0.0, 0), ramp.at(0.0, 100)), (1e-6, 1.0));
/// assert!((ramp.at(0.0, 50) - 1e-3).abs() < 1e-15);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # Source
///
/// Smith, "Cyclical Learning Rates for Training Neural Networks", arXiv 1506.01186 (linear); fastai and others (exponential).
/// fastai divides by `steps`, and so never tries `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RangeRamp {
    low: f64,
    high: f64,
    steps: u64,
    linear: bool,
}

impl RangeRamp {
    /// Rises by the same factor at every step: `steps` rates (at least 2) from `low` (above 0) to `high` (above `low`).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeRamp;
    ///
    /// let error = RangeRamp::exponential(0.0, 1.0, 100).unwrap_err();
    /// assert_eq!(error.to_string(), "RangeRamp: low must be finite and above 0, found 0.0");
    /// ```
    pub fn exponential(low: f64, high: f64, steps: u64) -> Result<Self> {
        Self::of(NAME, low, high, steps)
    }

    /// Rises by the same amount at every step: otherwise as [`exponential`](Self::exponential).
    ///
    /// # Errors
    /// As [`exponential`](Self::exponential).
    ///
    /// ```
    /// use tch_lr_scheduler::{RangeRamp, Schedule};
    ///
    /// assert_eq!(RangeRamp::linear(1.0, 3.0, 5)?.at(0.0, 1), 1.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn linear(low: f64, high: f64, steps: u64) -> Result<Self> {
        Ok(Self { linear: true, ..Self::exponential(low, high, steps)? })
    }

    pub(crate) fn of(owner: &'static str, low: f64, high: f64, steps: u64) -> Result<Self> {
        check::finite_above_zero(owner, "low", low)?;
        check::ensure(high.is_finite() && high > low, owner, "high", format!("finite and above low ({low:?})"), high)?;
        check::ensure(steps >= 2, owner, "steps", "at least 2", steps)?;
        Ok(Self { low, high, steps, linear: false })
    }

    /// With other steps and another shape.
    #[cfg(feature = "tch")]
    pub(crate) fn over(self, steps: u64, linear: bool) -> Self {
        Self { steps, linear, ..self }
    }

    /// The time at which the ramp has this value, from 0 to its last step.
    #[cfg(feature = "tch")]
    pub(crate) fn time_of(&self, value: f64) -> f64 {
        let fraction = match self.linear {
            true => (value - self.low) / (self.high - self.low),
            false => (value.ln() - self.low.ln()) / (self.high.ln() - self.low.ln()),
        };
        fraction.clamp(0.0, 1.0) * self.last()
    }

    fn last(&self) -> f64 {
        (self.steps - 1) as f64
    }
}

impl Schedule for RangeRamp {
    fn value(&self, _base: f64, time: f64) -> f64 {
        // The last rate to the bit, whatever the power rounds to.
        if time >= self.last() {
            return self.high;
        }
        let fraction = time / self.last();
        match self.linear {
            true => self.low + (self.high - self.low) * fraction,
            false => self.low.powf(1.0 - fraction) * self.high.powf(fraction),
        }
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.steps - 1)
    }

    registered!();
}

replaces!(RangeRamp);

impl RangeRamp {
    fn summarize(&self, summary: &mut Summary) {
        let shape = if self.linear { "linear" } else { "exponential" };
        let (from, to) = (summary.from(self.low), summary.value(self.high));
        summary.say(format!("{shape} rise{from} to {to} at {}", summary.step(self.steps - 1)));
        summary.phase_start(self.steps - 1, "the end of the rise");
        summary.arrive(self.high);
    }
}

type_entry!(RangeRamp "RangeRamp" { low: f64; high: f64; steps: u64; linear: bool = false } => {
    Ok(RangeRamp { linear, ..RangeRamp::exponential(low, high, steps)? })
});

use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

const NAME: &str = "RangeRamp";

/// The rates of a learning-rate range test: a schedule of `steps` rates that rise from `low` to `high`.
///
/// ```text
/// exponential: value(t) = low * (high / low)^(t / (steps - 1))
/// linear:      value(t) = low + (high - low) * t / (steps - 1)
/// ```
///
#[doc = include_str!("../docs/pictures/range_ramp.svg")]
///
/// The first rate is `low`, and from step `steps - 1` on the rate is `high`. Both are learning rates, not factors: the base is not
/// used. `LrFinder` runs a range test with this schedule.
///
/// # Examples
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
/// # In PyTorch
///
/// Torch has no such class. The package torch-lr-finder has it: `LRFinder.range_test(train_loader, start_lr, end_lr, num_iter=100,
/// step_mode='exp')`, or `step_mode='linear'`. Its rates are the same up to rounding.
///
/// # In other libraries
///
/// - fastai: `Learner.lr_find(start_lr=1e-7, end_lr=10, num_it=100)`, exponential. It divides by `num_it` and not by `num_it - 1`,
///   so `end_lr` itself is never used.
/// - Lightning: `Tuner.lr_find(model, min_lr=1e-8, max_lr=1, num_training=100, mode='exponential')`. It divides by `num_training`.
/// - DeepSpeed: `LRRangeTest`, which rises linearly or in steps without an upper end
///
/// # Source
///
/// Smith, "Cyclical Learning Rates for Training Neural Networks", arXiv 1506.01186, section 3.3 (linear). The exponential form is
/// fastai's.
#[doc(alias("LRRangeTest", "range_test"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RangeRamp {
    low: f64,
    high: f64,
    steps: u64,
    linear: bool,
}

impl RangeRamp {
    /// Creates a ramp of `steps` rates that rises by the same factor at every step. `low` is finite and above 0, `high` is finite
    /// and above `low`, and `steps` is at least 2.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if an argument is outside its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{RangeRamp, Schedule};
    ///
    /// let ramp = RangeRamp::exponential(1.0, 16.0, 5)?;
    /// assert_eq!([0, 1, 2, 3, 4].map(|step| ramp.at(0.0, step)), [1.0, 2.0, 4.0, 8.0, 16.0]);
    /// let error = RangeRamp::exponential(0.0, 1.0, 100).unwrap_err();
    /// assert_eq!(error.to_string(), "RangeRamp: low must be finite and above 0, found 0.0");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn exponential(low: f64, high: f64, steps: u64) -> Result<Self> {
        Self::of(NAME, low, high, steps)
    }

    /// Creates a ramp of `steps` rates that rises by the same amount at every step. The ranges of the arguments are those of
    /// [`exponential`](Self::exponential).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if an argument is outside its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{RangeRamp, Schedule};
    ///
    /// let ramp = RangeRamp::linear(1.0, 3.0, 5)?;
    /// assert_eq!([0, 1, 2, 3, 4].map(|step| ramp.at(0.0, step)), [1.0, 1.5, 2.0, 2.5, 3.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn linear(low: f64, high: f64, steps: u64) -> Result<Self> {
        Ok(Self { linear: true, ..Self::exponential(low, high, steps)? })
    }

    /// Creates an exponential ramp. Errors name `owner` as the type that the arguments were given to.
    pub(crate) fn of(owner: &'static str, low: f64, high: f64, steps: u64) -> Result<Self> {
        check::finite_above_zero(owner, "low", low)?;
        check::ensure(high.is_finite() && high > low, owner, "high", format!("finite and above low ({low:?})"), high)?;
        check::ensure(steps >= 2, owner, "steps", "at least 2", steps)?;
        Ok(Self { low, high, steps, linear: false })
    }

    /// Copies the ramp, with another number of steps and another shape.
    #[cfg(feature = "tch")]
    pub(crate) fn over(self, steps: u64, linear: bool) -> Self {
        Self { steps, linear, ..self }
    }

    /// The time at which the ramp has `value`, clamped to the steps of the ramp.
    #[cfg(feature = "tch")]
    pub(crate) fn time_of(&self, value: f64) -> f64 {
        let fraction = match self.linear {
            true => (value - self.low) / (self.high - self.low),
            false => (value.ln() - self.low.ln()) / (self.high.ln() - self.low.ln()),
        };
        fraction.clamp(0.0, 1.0) * self.last()
    }

    /// The step from which the rate is `high`.
    fn last(&self) -> f64 {
        (self.steps - 1) as f64
    }
}

impl Schedule for RangeRamp {
    fn value(&self, _base: f64, time: f64) -> f64 {
        // The power may round to another value than `high`.
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

    fn peak(&self, _base: f64) -> f64 {
        self.low.max(self.high)
    }

    registered!();
}

replaces!(RangeRamp);

impl RangeRamp {
    fn summarize(&self, summary: &mut Summary) {
        let shape = match self.linear {
            true => Shape::Linear,
            false => Shape::Exponential { factor: self.high / self.low, steps: self.last() },
        };
        summary.phase(0, Some(self.steps - 1), shape);
        summary.phase(self.steps - 1, None, Shape::Constant);
    }
}

type_entry!(RangeRamp "RangeRamp" { low: f64; high: f64; steps: u64; linear: bool = false } => {
    Ok(RangeRamp { linear, ..RangeRamp::exponential(low, high, steps)? })
});

mod of_plan;
mod segment;

use super::error::{PredictError, Result};
use crate::error::check;
pub(super) use segment::Segment;
use segment::segments;

const NAME: &str = "RateCurve";

/// The learning rates of a run, step by step, with the end of its warm-up.
///
/// Equal rates of successive steps take the place of one. A curve knows the sum of its rates up to any step.
///
/// The warm-up is the part until the rate first reaches the highest value of its first rise. Both laws count the rates of the
/// warm-up in their sum, but not the changes of the rate. A curve that falls from its first step has no warm-up.
///
/// ```
/// use tch_lr_scheduler::predict::RateCurve;
///
/// let curve = RateCurve::new([0.1, 0.2, 0.3, 0.3, 0.15, 0.0])?;
/// assert_eq!((curve.steps(), curve.warmup_steps(), curve.peak()), (6, 2, 0.3));
/// assert!((curve.sum(4) - 0.9).abs() < 1e-12);
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RateCurve {
    segments: Vec<Segment>,
    steps: u64,
    warmup: u64,
}

impl RateCurve {
    /// Creates the curve of a run from the rate of each step, beginning with step 0.
    ///
    /// # Errors
    /// [`PredictError::Rate`] if a rate is negative or not finite, or if none is above 0. [`PredictError::Other`] if there is no
    /// rate.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::RateCurve;
    ///
    /// let error = RateCurve::new([0.1, -0.1]).unwrap_err();
    /// assert_eq!(error.to_string(), "the rate at step 1 is -0.1, expected a finite number that is not negative");
    /// ```
    pub fn new(rates: impl IntoIterator<Item = f64>) -> Result<Self> {
        let rates: Vec<_> = (0..).zip(rates).collect();
        let steps = rates.len() as u64;
        Self::held(rates, steps)
    }

    /// Creates the curve of a run from the steps at which the rate changes: each rate holds until the next step of the list, and
    /// the last one until the end. The first step must be 0. `steps` is the length of the run.
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`PredictError::Steps`] if the steps do not increase from 0.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::RateCurve;
    ///
    /// let curve = RateCurve::held([(0, 0.1), (600, 0.02)], 1_000)?;
    /// assert_eq!([curve.rate(599), curve.rate(600)], [0.1, 0.02]);
    /// assert!((curve.sum(1_000) - 68.0).abs() < 1e-9);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn held(rates: impl IntoIterator<Item = (u64, f64)>, steps: u64) -> Result<Self> {
        check::at_least_one(NAME, "steps", steps)?;
        let segments = segments(rates)?;
        check::ensure(!segments.is_empty(), NAME, "rates", "at least one rate", format_args!("none"))?;
        if segments.iter().take_while(|segment| segment.start < steps).all(|segment| segment.rate == 0.0) {
            return Err(PredictError::Rate { step: 0, expected: "a rate above 0 at some step", found: 0.0 });
        }
        let warmup = segment::warmup(&segments);
        Ok(Self { segments, steps, warmup })
    }

    /// The curve with another length of the warm-up, in steps. By default it is the first step with the highest rate of the first
    /// rise.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::RateCurve;
    ///
    /// let curve = RateCurve::held([(0, 0.1), (500, 0.2)], 1_000)?;
    /// assert_eq!(curve.warmup_steps(), 500);
    /// assert_eq!(curve.with_warmup(0).warmup_steps(), 0);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    #[must_use]
    pub fn with_warmup(self, steps: u64) -> Self {
        Self { warmup: steps, ..self }
    }

    /// The length of the run in steps.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::RateCurve;
    ///
    /// assert_eq!(RateCurve::new([0.1, 0.1])?.steps(), 2);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// The number of steps of the warm-up.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::RateCurve;
    ///
    /// assert_eq!(RateCurve::new([0.0, 0.1, 0.2, 0.1])?.warmup_steps(), 2);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn warmup_steps(&self) -> u64 {
        self.warmup
    }

    /// The highest rate.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::RateCurve;
    ///
    /// assert_eq!(RateCurve::new([0.0, 0.1, 0.2, 0.1])?.peak(), 0.2);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn peak(&self) -> f64 {
        self.within().map(|segment| segment.rate).fold(0.0, f64::max)
    }

    /// The rate of a step, counted from 0. After the end it is the last rate.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::RateCurve;
    ///
    /// assert_eq!(RateCurve::new([0.2, 0.1])?.rate(1), 0.1);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn rate(&self, step: u64) -> f64 {
        let after = self.segments.partition_point(|segment| segment.start <= step);
        self.segments.get(after.saturating_sub(1)).map_or(0.0, |segment| segment.rate)
    }

    /// The sum of the rates of the first `steps` steps.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::RateCurve;
    ///
    /// assert_eq!(RateCurve::new([0.5, 0.25])?.sum(2), 0.75);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn sum(&self, steps: u64) -> f64 {
        let after = self.segments.partition_point(|segment| segment.start < steps);
        let last = after.checked_sub(1).and_then(|index| self.segments.get(index));
        last.map_or(0.0, |segment| segment.before + segment.rate * (steps - segment.start) as f64)
    }

    /// Whether both curves have the same rates after their warm-ups, as long as both last. Rates that differ by less than a part
    /// in 10,000 are equal, because some logs round them to 32 bits.
    pub(super) fn is_shared_with(&self, other: &Self) -> bool {
        let compared = self.warmup.max(other.warmup)..self.steps.min(other.steps);
        let starts = |curve: &Self| curve.within().map(|segment| segment.start).collect::<Vec<_>>();
        let is_near = |step: u64| (self.rate(step) - other.rate(step)).abs() <= 1e-4 * self.peak();
        let all = [vec![compared.start], starts(self), starts(other)].concat();
        all.into_iter().filter(|step| compared.contains(step)).all(is_near)
    }

    /// The rates before the end of the run.
    pub(super) fn within(&self) -> impl Iterator<Item = &Segment> {
        self.segments.iter().take_while(|segment| segment.start < self.steps)
    }
}

use super::Smoother;
use crate::error::check;
use crate::{Mode, Result};

const NAME: &str = "RangeCurve";

/// The result of a learning-rate range test: a loss or an accuracy for each of several rising learning rates.
///
/// `LrFinder` records such a curve with tch; any other source will do. A recorded curve is noisy: use
/// [`smoothed`](Self::smoothed) and then [`trimmed`](Self::trimmed) to get better suggestions.
///
/// ```
/// use tch_lr_scheduler::{RangeCurve, RangeRamp, Schedule};
///
/// let ramp = RangeRamp::exponential(1e-5, 1.0, 100)?;
/// let lrs: Vec<f64> = (0..100).map(|step| ramp.at(0.0, step)).collect();
/// let losses: Vec<f64> = lrs.iter().map(|lr| 2.0 / (1.0 + 200.0 * lr) + 30.0 * lr * lr).collect();
///
/// let curve = RangeCurve::new(lrs, losses)?;
/// let agreement = curve.suggestions().agreement().unwrap();
/// assert!(agreement.low > 1e-4 && agreement.high < 1e-1);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias = "lr_find")]
#[doc(alias = "LRFinder")]
#[derive(Debug, Clone, PartialEq)]
#[must_use = "the methods of a curve return a new curve"]
pub struct RangeCurve {
    lrs: Vec<f64>,
    values: Vec<f64>,
    mode: Mode,
}

impl RangeCurve {
    /// Creates a curve of losses over learning rates. For an accuracy, call [`mode`](Self::mode) too.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if the numbers of rates and values differ, if a rate is not finite, not
    /// above 0 or not above the rate before it, or if a value is not finite. End a range test before such a value.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let curve = RangeCurve::new([0.01, 0.1, 1.0], [2.0, 1.0, 3.0])?;
    /// assert_eq!(curve.minimum_over_ten(), Some(0.01));
    ///
    /// let error = RangeCurve::new([0.1, 0.2], [1.0, f64::NAN]).unwrap_err();
    /// assert_eq!(error.to_string(), "RangeCurve: values must be finite, found NaN at index 1");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(lrs: impl Into<Vec<f64>>, values: impl Into<Vec<f64>>) -> Result<Self> {
        let (lrs, values) = (lrs.into(), values.into());
        check::ensure(lrs.len() == values.len(), NAME, "values", format!("as many as the {} lrs", lrs.len()), values.len())?;
        let mut before = 0.0;
        for (index, &lr) in lrs.iter().enumerate() {
            let rises = lr.is_finite() && lr > before;
            check::ensure(rises, NAME, "lrs", "finite, above 0 and rising", format_args!("{lr:?} at index {index}"))?;
            before = lr;
        }
        for (index, value) in values.iter().enumerate() {
            check::ensure(value.is_finite(), NAME, "values", "finite", format_args!("{value:?} at index {index}"))?;
        }
        Ok(Self { lrs, values, mode: Mode::Min })
    }

    /// Sets whether lower or higher values are better: [`Mode::Min`] for a loss (default), [`Mode::Max`] for an accuracy.
    ///
    /// The docs of this type describe losses. With [`Mode::Max`], read "rises" for "falls" and "highest" for "lowest".
    ///
    /// ```
    /// use tch_lr_scheduler::{Mode, RangeCurve};
    ///
    /// let accuracy = RangeCurve::new([0.01, 0.1, 1.0], [0.1, 0.8, 0.3])?.mode(Mode::Max);
    /// assert_eq!(accuracy.steepest(), Some(0.01));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    /// The curve of the exponential moving average of the values.
    ///
    /// ```text
    /// average(0) = 0
    /// average(n) = smoothing * average(n - 1) + (1 - smoothing) * value(n)
    /// result(n) = average(n) / (1 - smoothing^n)
    /// ```
    ///
    /// `smoothing` is at least 0 and below 1. fastai uses 0.98. The average lags behind the values, so more smoothing gives higher
    /// suggestions.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `smoothing` is outside its range.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let curve = RangeCurve::new([0.1, 0.2, 0.3], [4.0, 1.0, 4.0])?.smoothed(0.5)?;
    /// assert_eq!(curve.values(), [4.0, 2.0, 22.0 / 7.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// `AvgSmoothLoss` of `fastai.learner`.
    #[doc(alias = "AvgSmoothLoss")]
    pub fn smoothed(&self, smoothing: f64) -> Result<Self> {
        let mut smoother = Smoother::new(NAME, smoothing)?;
        let values = self.values.iter().map(|value| smoother.next(*value)).collect();
        Ok(Self { values, ..self.clone() })
    }

    /// The curve without its `first` first points and its `last` last points. fastai leaves out the first tenth and
    /// the last 5.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let curve = RangeCurve::new([0.1, 0.2, 0.3, 0.4], [4.0, 3.0, 2.0, 9.0])?;
    /// assert_eq!(curve.trimmed(2, 1).lrs(), [0.3]);
    /// assert!(curve.trimmed(2, 9).lrs().is_empty());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn trimmed(&self, first: usize, last: usize) -> Self {
        let end = self.lrs.len().saturating_sub(last);
        let kept = first.min(end)..end;
        Self { lrs: self.lrs[kept.clone()].to_vec(), values: self.values[kept].to_vec(), mode: self.mode }
    }

    /// The learning rates, in rising order.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// assert_eq!(RangeCurve::new([0.1], [2.0])?.lrs(), [0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lrs(&self) -> &[f64] {
        &self.lrs
    }

    /// The recorded value at each of the learning rates.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// assert_eq!(RangeCurve::new([0.1], [2.0])?.values(), [2.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The value at the rate `lr`. Between two points it is interpolated linearly over the logarithm of the rate. Before the
    /// first point and after the last, it is the value of that point. `None` if the curve has no points.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([0.01, 1.0], [4.0, 2.0])?;
    /// assert_eq!((curve.at(0.1), curve.at(0.001)), (Some(3.0), Some(4.0)));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn at(&self, lr: f64) -> Option<f64> {
        let right = self.lrs.partition_point(|point| *point < lr);
        match (right.checked_sub(1), self.lrs.get(right)) {
            (Some(left), Some(above)) => {
                let along = (lr.ln() - self.lrs[left].ln()) / (above.ln() - self.lrs[left].ln());
                Some(self.values[left] + along * (self.values[right] - self.values[left]))
            }
            (None, _) => self.values.first().copied(),
            (_, None) => self.values.last().copied(),
        }
    }

    #[cfg(feature = "plot")]
    pub(super) fn optimized(&self) -> Mode {
        self.mode
    }

    /// The values, negated if higher values are better.
    pub(super) fn costs(&self) -> Vec<f64> {
        match self.mode {
            Mode::Min => self.values.clone(),
            Mode::Max => self.values.iter().map(|value| -value).collect(),
        }
    }
}

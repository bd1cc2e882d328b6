use super::{LrBounds, Smoother, Suggestions, minimum, slide, steepest, valley};
use crate::error::check;
use crate::{Mode, Result};

const NAME: &str = "RangeCurve";

/// What a range test recorded: a loss, or an accuracy, for each of a rising row of learning rates.
///
/// The curve may come from anywhere; `LrFinder` records one with tch. A raw curve is ragged: [`smoothed`](Self::smoothed) first, and
/// [`trimmed`](Self::trimmed) of its ends, it says more.
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
#[derive(Debug, Clone, PartialEq)]
pub struct RangeCurve {
    lrs: Vec<f64>,
    values: Vec<f64>,
    mode: Mode,
}

impl RangeCurve {
    /// A curve of losses over rates.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where there are not as many values as rates, where a rate is not finite, not
    /// above 0 or not above the one before, and where a value is not finite: a test ends before such a value.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let error = RangeCurve::new([0.1, 0.2], [1.0, f64::NAN]).unwrap_err();
    /// assert_eq!(error.to_string(), "RangeCurve: values must be finite, found NaN at index 1");
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

    /// Which way is better: [`Mode::Min`] for a loss, the default, [`Mode::Max`] for an accuracy. For the latter all that is said of
    /// falling goes for rising, and the minimum is the maximum.
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

    /// The curve of the moving average: `average = smoothing * average + (1 - smoothing) * value` from 0, corrected for that start.
    /// `smoothing` is from 0 to below 1; fastai has 0.98. The average lags: the more it smooths, the higher all suggestions.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `smoothing` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let curve = RangeCurve::new([0.1, 0.2, 0.3], [4.0, 1.0, 4.0])?.smoothed(0.5)?;
    /// assert_eq!(curve.values(), [4.0, 2.0, 22.0 / 7.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn smoothed(&self, smoothing: f64) -> Result<Self> {
        let mut smoother = Smoother::new(NAME, smoothing)?;
        let values = self.values.iter().map(|value| smoother.next(*value)).collect();
        Ok(Self { values, ..self.clone() })
    }

    /// The curve without so many of its first and of its last points.
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

    /// The rates, rising.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// assert_eq!(RangeCurve::new([0.1], [2.0])?.lrs(), [0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn lrs(&self) -> &[f64] {
        &self.lrs
    }

    /// What was recorded at each of the rates.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// assert_eq!(RangeCurve::new([0.1], [2.0])?.values(), [2.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The value at a rate: between two points, on the line from one to the other over the logarithm of the rate; beyond the ends,
    /// the value there. `None` where the curve has no points.
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

    /// Where the curve falls fastest over the logarithm of the rate: the left end of that stretch. `None` where it never falls.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([1e-3, 1e-2, 1e-1, 1.0], [2.0, 1.9, 1.0, 3.0])?;
    /// assert_eq!(curve.steepest(), Some(1e-2));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// fastai's `steep`.
    pub fn steepest(&self) -> Option<f64> {
        self.lr_of(steepest::forward(&self.lrs, &self.costs()))
    }

    /// As [`steepest`](Self::steepest), but only before the minimum, and from the point before to the point after, which one noisy
    /// point misleads less.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([1e-3, 1e-2, 1e-1, 1.0], [2.0, 1.9, 1.0, 0.95])?;
    /// assert_eq!(curve.steepest_around(), Some(1e-2));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// Ignite's `FastaiLRFinder.lr_suggestion`, whose slopes are by point: the same where the rate rises exponentially.
    pub fn steepest_around(&self) -> Option<f64> {
        let costs = self.costs();
        self.lr_of(steepest::central(&self.lrs, &costs, minimum::minimum(&costs)?))
    }

    /// About halfway down the longest valley, the longest row of points of which each is lower than the one before; between them
    /// others may lie. `None` where the curve never falls. Takes time that grows with the square of the number of points.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([0.01, 0.02, 0.03, 0.04, 0.05, 0.06], [3.0, 3.1, 2.5, 2.0, 1.0, 4.0])?;
    /// assert_eq!(curve.valley(), Some(0.02));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// fastai's `valley`, its default.
    pub fn valley(&self) -> Option<f64> {
        self.lr_of(valley::valley(&self.costs()))
    }

    /// Where, coming from the right, the slope stops to change from one end of 15 points to the other. `None` for fewer than 16
    /// points.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// assert_eq!(RangeCurve::new([0.1, 0.2], [2.0, 1.0])?.slide(), None);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// fastai's `slide`.
    pub fn slide(&self) -> Option<f64> {
        self.lr_of(slide::slide(&self.costs()))
    }

    /// A tenth of the rate at which the curve is lowest. `None` where that is the first.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([0.1, 1.0, 10.0], [2.0, 1.0, 3.0])?;
    /// assert_eq!(curve.minimum_over_ten(), Some(0.1));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    ///
    /// # Source
    ///
    /// fastai's `minimum`.
    pub fn minimum_over_ten(&self) -> Option<f64> {
        self.lr_of(minimum::minimum(&self.costs())).map(|lr| lr / 10.0)
    }

    /// All four of fastai's suggestions.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let curve = RangeCurve::new([0.1, 1.0, 10.0], [2.0, 1.0, 3.0])?;
    /// assert_eq!(curve.suggestions().minimum, curve.minimum_over_ten());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn suggestions(&self) -> Suggestions {
        Suggestions { steepest: self.steepest(), valley: self.valley(), slide: self.slide(), minimum: self.minimum_over_ten() }
    }

    /// The rates between which to cycle: where the curve starts to fall, and where it has fallen and is about to become ragged or to
    /// rise. A twentieth of its whole fall is taken for noise; its first level is the median of the first tenth. `None` where it
    /// does not fall.
    ///
    /// ```
    /// # use tch_lr_scheduler::RangeCurve;
    /// let lrs = [1e-4, 1e-3, 1e-2, 0.1, 1.0];
    /// let bounds = RangeCurve::new(lrs, [2.0, 1.99, 1.0, 0.5, 3.0])?.bounds().unwrap();
    /// assert_eq!((bounds.base_lr, bounds.max_lr), (1e-3, 0.1));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn bounds(&self) -> Option<LrBounds> {
        let costs = self.costs();
        LrBounds::of(&self.lrs, &costs, minimum::minimum(&costs)?)
    }

    #[cfg(feature = "plot")]
    pub(super) fn better(&self) -> Mode {
        self.mode
    }

    fn lr_of(&self, index: Option<usize>) -> Option<f64> {
        self.lrs.get(index?).copied()
    }

    /// The values, or where more is better their negatives.
    fn costs(&self) -> Vec<f64> {
        match self.mode {
            Mode::Min => self.values.clone(),
            Mode::Max => self.values.iter().map(|value| -value).collect(),
        }
    }
}

use super::Agreement;

/// Four rates to start from, read off a curve in four ways. A way that finds nothing in the curve says nothing.
///
/// ```
/// use tch_lr_scheduler::RangeCurve;
///
/// let lrs = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0];
/// let suggestions = RangeCurve::new(lrs, [2.0, 2.0, 1.8, 0.6, 0.4, 5.0])?.suggestions();
/// assert_eq!(suggestions.steepest, Some(1e-3));
/// assert_eq!(suggestions.minimum, Some(0.1 / 10.0));
/// assert_eq!(suggestions.slide, None); // it wants 16 points
/// for (name, lr) in suggestions.iter() {
///     println!("{name}: {lr:.1e}");
/// }
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # Source
///
/// fastai's `fastai.callback.schedule`: `steep`, `valley`, `slide` and `minimum`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Suggestions {
    /// Where the curve falls fastest over the logarithm of the rate: the left end of that stretch.
    pub steepest: Option<f64>,
    /// About halfway down the longest valley. fastai's default.
    pub valley: Option<f64>,
    /// Where, coming from the right, the slope stops to change. Bolder than the others, and made for losses of about 1: it takes
    /// slopes for the same that differ by less than 0.005 a point.
    pub slide: Option<f64>,
    /// A tenth of the rate at which the curve is lowest.
    pub minimum: Option<f64>,
}

impl Suggestions {
    /// Those that there are, with their names.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let suggestions = RangeCurve::new([0.1, 0.2], [1.0, 0.5])?.suggestions();
    /// assert!(suggestions.iter().all(|(name, lr)| lr > 0.0 && !name.is_empty()));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, f64)> + use<> {
        let all = [("steepest", self.steepest), ("valley", self.valley), ("slide", self.slide), ("minimum / 10", self.minimum)];
        all.into_iter().filter_map(|(name, lr)| Some((name, lr?)))
    }

    /// How far they agree; `None` where there are none.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let rising = RangeCurve::new([0.1, 0.2, 0.3], [1.0, 2.0, 3.0])?;
    /// assert_eq!(rising.suggestions().agreement(), None);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn agreement(&self) -> Option<Agreement> {
        Agreement::of(self.iter().map(|(_, lr)| lr).collect())
    }
}

use super::Agreement;

/// The learning rates that fastai's four methods suggest for a [`RangeCurve`](crate::RangeCurve). A method that finds no rate gives
/// `None`.
///
/// ```
/// use tch_lr_scheduler::RangeCurve;
///
/// let lrs = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0];
/// let suggestions = RangeCurve::new(lrs, [2.0, 2.0, 1.8, 0.6, 0.4, 5.0])?.suggestions();
/// assert_eq!(suggestions.steepest, Some(1e-3));
/// assert_eq!(suggestions.minimum, Some(0.1 / 10.0));
/// assert_eq!(suggestions.slide, None); // it needs 16 points
/// for (name, lr) in suggestions.iter() {
///     println!("{name}: {lr:.1e}");
/// }
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # Source
///
/// The functions `steep`, `valley`, `slide` and `minimum` of `fastai.callback.schedule`, which `Learner.lr_find` calls.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Suggestions {
    /// The rate at which the curve falls fastest: see [`RangeCurve::steepest`](crate::RangeCurve::steepest).
    pub steepest: Option<f64>,
    /// The rate about halfway through the longest fall: see [`RangeCurve::valley`](crate::RangeCurve::valley). fastai's default.
    pub valley: Option<f64>,
    /// The rate at which the slope stops changing: see [`RangeCurve::slide`](crate::RangeCurve::slide). Usually the highest of
    /// the four.
    pub slide: Option<f64>,
    /// A tenth of the rate of the lowest point: see [`RangeCurve::minimum_over_ten`](crate::RangeCurve::minimum_over_ten).
    pub minimum: Option<f64>,
}

impl Suggestions {
    /// The suggestions that are not `None`, each with its name: `steepest`, `valley`, `slide` or `minimum / 10`.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let suggestions = RangeCurve::new([0.01, 0.1, 0.2, 0.4], [1.0, 0.9, 0.5, 2.0])?.suggestions();
    /// let named: Vec<_> = suggestions.iter().collect();
    /// assert_eq!(named, [("steepest", 0.1), ("valley", 0.01), ("minimum / 10", 0.02)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, f64)> + use<> {
        let all = [("steepest", self.steepest), ("valley", self.valley), ("slide", self.slide), ("minimum / 10", self.minimum)];
        all.into_iter().filter_map(|(name, lr)| Some((name, lr?)))
    }

    /// How far the suggestions agree. `None` if all of them are `None`.
    ///
    /// ```
    /// use tch_lr_scheduler::RangeCurve;
    ///
    /// let suggestions = RangeCurve::new([0.01, 0.1, 0.2, 0.4], [1.0, 0.9, 0.5, 2.0])?.suggestions();
    /// let agreement = suggestions.agreement().unwrap();
    /// assert_eq!((agreement.low, agreement.middle, agreement.high), (0.01, 0.02, 0.1));
    ///
    /// let rising = RangeCurve::new([0.1, 0.2, 0.4], [1.0, 2.0, 3.0])?;
    /// assert_eq!(rising.suggestions().agreement(), None);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn agreement(&self) -> Option<Agreement> {
        Agreement::of(self.iter().map(|(_, lr)| lr).collect())
    }
}

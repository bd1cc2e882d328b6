/// The range of the suggested learning rates, as a measure of how far they agree.
///
/// ```
/// use tch_lr_scheduler::RangeCurve;
///
/// let curve = RangeCurve::new([1e-4, 1e-3, 1e-2, 1e-1], [2.0, 1.9, 1.0, 3.0])?;
/// let agreement = curve.suggestions().agreement().unwrap();
/// // `steepest` is 1e-3, `valley` 1e-4 and `minimum` 1e-3. `slide` is `None`, because it needs 16 points.
/// assert_eq!((agreement.low, agreement.middle, agreement.high), (1e-4, 1e-3, 1e-3));
/// assert!((agreement.factor - 10.0).abs() < 1e-12);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Agreement {
    /// The lowest suggested rate.
    pub low: f64,
    /// The highest suggested rate.
    pub high: f64,
    /// The median of the suggested rates. For an even number of them, the geometric mean of the two in the middle.
    pub middle: f64,
    /// The highest rate divided by the lowest: 1 if all suggestions agree. Up to about 3, [`middle`](Self::middle) is a good
    /// choice. From about 10 on, look at the plot of the curve.
    pub factor: f64,
}

impl Agreement {
    pub(super) fn of(mut lrs: Vec<f64>) -> Option<Self> {
        lrs.sort_by(f64::total_cmp);
        let (low, high) = (*lrs.first()?, *lrs.last()?);
        let (left, right) = (lrs[(lrs.len() - 1) / 2], lrs[lrs.len() / 2]);
        let middle = if left == right { left } else { left.sqrt() * right.sqrt() };
        Some(Self { low, high, middle, factor: high / low })
    }
}

/// How far suggestions agree.
///
/// ```
/// use tch_lr_scheduler::RangeCurve;
///
/// let curve = RangeCurve::new([1e-4, 1e-3, 1e-2, 1e-1], [2.0, 1.9, 1.0, 3.0])?;
/// let agreement = curve.suggestions().agreement().unwrap();
/// // The valley's, that of the steepest stretch, and a tenth of the lowest point's; slide wants 16 points.
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
    /// The one in the middle; of an even number, the geometric mean of the two in the middle.
    pub middle: f64,
    /// How often the lowest fits in the highest: 1 where all agree. Up to about 3 the middle is a good choice; from 10 on the curve
    /// should be looked at.
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

/// The bounds of a cyclic learning rate, for `CyclicLr` or `OneCycleLr`.
///
/// ```
/// use tch_lr_scheduler::{CyclicLr, OneCycleLr, RangeCurve, Schedule};
///
/// let lrs = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0];
/// let bounds = RangeCurve::new(lrs, [2.0, 2.0, 1.2, 0.6, 0.4, 5.0])?.bounds().unwrap();
/// assert_eq!((bounds.base_lr, bounds.max_lr), (1e-4, 1e-1));
///
/// let cyclic = CyclicLr::new(bounds.base_lr, bounds.max_lr)?;
/// let one_cycle = OneCycleLr::new(bounds.max_lr, 1_000)?;
/// assert_eq!((cyclic.at(0.0, 0), cyclic.at(0.0, 2_000)), (1e-4, 1e-1));
/// assert_eq!(one_cycle.at(0.0, 299), 1e-1);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # Source
///
/// Smith, "Cyclical Learning Rates for Training Neural Networks", arXiv 1506.01186, section 3.3. The paper reads the bounds off a
/// plot of the accuracy by eye: the rate at which it starts to rise, and the rate at which it slows, becomes ragged or starts to
/// fall.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LrBounds {
    /// The lower bound: the last rate before the minimum at which the curve is still at its initial level, apart from noise.
    pub base_lr: f64,
    /// The upper bound: the rate of the lowest point before the curve first rises by more than the noise. The peak of a one-cycle
    /// should not be above it.
    pub max_lr: f64,
}

/// A change smaller than this share of the total fall of the curve counts as noise.
const NOISE: f64 = 0.05;

impl LrBounds {
    pub(super) fn of(lrs: &[f64], costs: &[f64], minimum: usize) -> Option<Self> {
        let level = median(&costs[..costs.len().div_ceil(10)])?;
        let noise = NOISE * (level - costs[minimum]);
        let base = costs[..minimum].iter().rposition(|cost| *cost >= level - noise)?;
        // `max` is the lowest point so far. The search ends if the curve rises from it by more than the noise.
        let mut max = base;
        for index in base..costs.len() {
            if costs[index] < costs[max] {
                max = index;
            } else if costs[index] - costs[max] > noise && max > base {
                break;
            }
        }
        (max > base).then(|| Self { base_lr: lrs[base], max_lr: lrs[max] })
    }
}

fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied()
}

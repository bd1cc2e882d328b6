/// The rates between which to cycle.
///
/// ```
/// use tch_lr_scheduler::{CyclicLr, OneCycleLr, RangeCurve};
///
/// let lrs = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0];
/// let bounds = RangeCurve::new(lrs, [2.0, 2.0, 1.2, 0.6, 0.4, 5.0])?.bounds().unwrap();
/// assert_eq!((bounds.base_lr, bounds.max_lr), (1e-4, 1e-1));
/// let cyclic = CyclicLr::new(bounds.base_lr, bounds.max_lr)?;
/// let one_cycle = OneCycleLr::new(bounds.max_lr, 1_000)?;
/// # let _ = (cyclic, one_cycle);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # Source
///
/// Smith, "Cyclical Learning Rates for Training Neural Networks", arXiv 1506.01186, section 3.3, where they are read off by eye:
/// the rate at which the accuracy starts to rise, and the one at which it slows, becomes ragged, or starts to fall.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct LrBounds {
    /// The last rate at which the curve has not left its first level yet: the lower bound of a cycle.
    pub base_lr: f64,
    /// The last rate before the curve becomes ragged or rises: the upper bound of a cycle, and the peak of one-cycle at most.
    pub max_lr: f64,
}

/// Of the fall of the whole curve, how much is taken for noise.
const NOISE: f64 = 0.05;

impl LrBounds {
    pub(super) fn of(lrs: &[f64], costs: &[f64], minimum: usize) -> Option<Self> {
        let level = median(&costs[..costs.len().div_ceil(10)])?;
        let noise = NOISE * (level - costs[minimum]);
        let base = costs[..minimum].iter().rposition(|cost| *cost >= level - noise)?;
        // The lowest point so far, until the curve rises from it by more than noise.
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

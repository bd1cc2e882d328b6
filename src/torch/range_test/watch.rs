use crate::Mode;
use crate::range_test::Smoother;

/// Detects divergence: compares each smoothed value with the best smoothed value so far.
pub(super) struct Watch {
    pub(super) smoother: Smoother,
    pub(super) best: Option<f64>,
}

impl Watch {
    /// Adds a value, and returns whether the smoothed value is now too much worse than the best. `divergence` is the factor of
    /// [`LrFinder::diverges_at`](super::LrFinder::diverges_at); without a factor the result is always false.
    pub(super) fn has_diverged(&mut self, value: f64, mode: Mode, divergence: Option<f64>) -> bool {
        let smooth = self.smoother.next(value);
        let best = self.best.unwrap_or(smooth);
        let (best, worse_by) = match mode {
            Mode::Min => (best.min(smooth), smooth - best),
            Mode::Max => (best.max(smooth), best - smooth),
        };
        self.best = Some(best);
        divergence.is_some_and(|factor| match mode {
            Mode::Min => worse_by > (factor - 1.0) * best.abs(),
            Mode::Max => worse_by > (1.0 - 1.0 / factor) * best.abs(),
        })
    }
}

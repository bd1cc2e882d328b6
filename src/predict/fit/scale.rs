use crate::predict::changes::{Change, Changes};
use crate::predict::rate_curve::RateCurve;

/// A rate of 0 has no logarithm. It counts as this fraction of the highest rate.
const LOWEST_FRACTION: f64 = 1e-9;

/// The units in which the numbers of a law are near 1: the highest rate, the largest sum of rates, and the largest number of steps.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) rate: f64,
    pub(super) sum: f64,
    pub(super) steps: f64,
}

impl Scale {
    pub(super) fn of<'a>(curves: impl Iterator<Item = &'a RateCurve>) -> Self {
        curves.fold(Self { rate: 0.0, sum: 0.0, steps: 0.0 }, |scale, curve| Self {
            rate: scale.rate.max(curve.peak()),
            sum: scale.sum.max(curve.sum(curve.steps())),
            steps: scale.steps.max(curve.steps() as f64),
        })
    }

    /// The changes and places of a curve in these units.
    pub(super) fn apply(&self, curve: Changes) -> Changes {
        let change = |change: Change| Change {
            step: change.step / self.steps,
            drop: change.drop / self.rate,
            ln_rate: (change.ln_rate - self.rate.ln()).max(LOWEST_FRACTION.ln()),
            before: change.before / self.sum,
        };
        let changes = curve.changes.into_iter().map(change).collect();
        let places = curve.places.into_iter().map(|mut place| {
            place.step /= self.steps;
            place.sum /= self.sum;
            place
        });
        Changes { places: places.collect(), changes }
    }
}

//! The changes of a rate after the warm-up, one by one or in bins, and the sums at the steps where a loss is wanted.

use super::rate_curve::{RateCurve, Segment};

/// A rate of 0 has no power, so in a mean it counts as this fraction of the highest rate.
const LOWEST_FRACTION: f64 = 1e-9;

/// One change of the rate, or the mean of several.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Change {
    /// The first step with the new rate, counted from 0.
    pub(super) step: f64,
    /// The old rate minus the new one.
    pub(super) drop: f64,
    /// The logarithm of the new rate.
    pub(super) ln_rate: f64,
    /// The sum of the rates of all earlier steps.
    pub(super) before: f64,
}

/// A number of completed steps for which the loss is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Place {
    pub(super) step: f64,
    /// The sum of the rates of these steps.
    pub(super) sum: f64,
    /// The number of changes that act before this step is complete.
    pub(super) changes: usize,
}

/// The changes of a curve and the places where its loss is wanted.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Changes {
    pub(super) changes: Vec<Change>,
    pub(super) places: Vec<Place>,
}

impl Changes {
    /// All changes, one by one.
    pub(super) fn exact(curve: &RateCurve, steps: &[u64]) -> Self {
        let changes = all(curve);
        let places = steps.iter().map(|step| {
            let changes = changes.partition_point(|change| change.step < *step as f64);
            Place { step: *step as f64, sum: curve.sum(*step), changes }
        });
        Self { places: places.collect(), changes }
    }

    /// The changes in at most about `bins` bins of equal total change, and one more at each of the `steps`.
    ///
    /// A bin has its falls in one change and its rises in another, at the mean place of each. Bins end at the steps where a loss is
    /// wanted, so that each change acts completely or not at all.
    /// The `recent` last changes before such a step stay alone, because their effects still differ.
    pub(super) fn binned(curve: &RateCurve, steps: &[u64], bins: usize, recent: usize) -> Self {
        let all = all(curve);
        if all.len() <= bins {
            return Self::exact(curve, steps);
        }
        let mut ends: Vec<f64> = steps.iter().map(|step| *step as f64).collect();
        ends.sort_by(f64::total_cmp);
        let largest = all.iter().map(|change| change.drop.abs()).sum::<f64>() / bins as f64;
        let mut is_alone = vec![false; all.len()];
        for end in &ends {
            let until = all.partition_point(|change| change.step < *end);
            is_alone[until.saturating_sub(recent)..until].fill(true);
        }
        let lowest = (LOWEST_FRACTION * curve.peak()).ln();
        let mut binned = Binned::default();
        let mut end = 0;
        for (change, is_alone) in all.iter().zip(is_alone) {
            let ended = ends[end..].iter().take_while(|step| **step <= change.step).count();
            if ended > 0 || is_alone || binned.total >= largest {
                binned.close();
                end += ended;
            }
            binned.add(&Change { ln_rate: change.ln_rate.max(lowest), ..*change });
        }
        binned.close();
        let places = steps.iter().map(|step| {
            let changes = binned.lasts.partition_point(|last| *last < *step as f64);
            Place { step: *step as f64, sum: curve.sum(*step), changes }
        });
        Self { places: places.collect(), changes: binned.changes }
    }
}

fn all(curve: &RateCurve) -> Vec<Change> {
    let segments: Vec<_> = curve.within().collect();
    let after = segments.windows(2).filter(|pair| pair[1].start > curve.warmup_steps());
    let change = |pair: &[&Segment]| Change {
        step: pair[1].start as f64,
        drop: pair[0].rate - pair[1].rate,
        ln_rate: pair[1].rate.ln(),
        before: pair[1].before,
    };
    after.map(change).collect()
}

/// The bins that are complete, and the open one.
#[derive(Default)]
struct Binned {
    changes: Vec<Change>,
    /// The last step of the bin of each change.
    lasts: Vec<f64>,
    /// The falls and the rises of the open bin, as sums that are weighted with the change.
    open: [Change; 2],
    last: f64,
    total: f64,
}

impl Binned {
    fn add(&mut self, change: &Change) {
        let weight = change.drop.abs();
        let sums = &mut self.open[usize::from(change.drop < 0.0)];
        sums.step += weight * change.step;
        sums.drop += weight;
        sums.ln_rate += weight * change.ln_rate;
        sums.before += weight * change.before;
        self.last = change.step;
        self.total += weight;
    }

    fn close(&mut self) {
        for (sign, sums) in [1.0, -1.0].into_iter().zip(std::mem::take(&mut self.open)) {
            if sums.drop > 0.0 {
                let weight = sums.drop;
                self.changes.push(Change {
                    step: sums.step / weight,
                    drop: sign * weight,
                    ln_rate: sums.ln_rate / weight,
                    before: sums.before / weight,
                });
                self.lasts.push(self.last);
            }
        }
        self.total = 0.0;
    }
}

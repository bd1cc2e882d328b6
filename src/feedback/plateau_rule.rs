//! What a `ReduceLrOnPlateau` rule computes: when the rates are reduced, and the reduced rates.

use super::min_lr::MinLr;
use crate::{Error, PlateauState, ReduceLrOnPlateau, Result};

impl ReduceLrOnPlateau {
    /// The number of groups that `min_lrs` needs, or 0 if every group has the same lowest rate.
    pub(crate) fn named_groups(&self) -> usize {
        match &self.min_lr {
            MinLr::OfAll(_) => 0,
            MinLr::OfEach(min_lrs) => min_lrs.len(),
        }
    }

    pub(crate) fn check_groups(&self, groups: usize) -> Result<()> {
        match &self.min_lr {
            MinLr::OfEach(min_lrs) if min_lrs.len() != groups => {
                Err(Error::GroupCount { list: "min_lrs", expected: groups, found: min_lrs.len() })
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn initial_state(&self, groups: usize) -> PlateauState {
        PlateauState { best: self.mode.worst(), num_bad_epochs: 0, cooldown_counter: 0, metrics: 0, reductions: vec![0; groups] }
    }

    /// Adds a metric to the state. Returns whether the metric leads to a reduction.
    pub(crate) fn add_metric(&self, metric: f64, state: &mut PlateauState) -> bool {
        // The counters of a loaded state may have any value, so no sum may overflow.
        state.metrics = state.metrics.saturating_add(1);
        if self.is_improvement(metric, state.best) {
            state.best = metric;
            state.num_bad_epochs = 0;
        } else {
            state.num_bad_epochs = state.num_bad_epochs.saturating_add(1);
        }
        if state.cooldown_counter > 0 {
            state.cooldown_counter -= 1;
            state.num_bad_epochs = 0;
        }
        let reduces = state.num_bad_epochs > self.patience;
        if reduces {
            state.cooldown_counter = self.cooldown;
            state.num_bad_epochs = 0;
        }
        reduces
    }

    /// Adds one reduction to each group whose current rate it lowers by more than `eps`.
    pub(crate) fn count_reductions(&self, rates: &[f64], reductions: &mut [u64]) {
        for (group, (&lr, reductions)) in rates.iter().zip(reductions).enumerate() {
            if lr - self.reduced_once(group, lr) > self.eps {
                *reductions = reductions.saturating_add(1);
            }
        }
    }

    fn reduced_once(&self, group: usize, lr: f64) -> f64 {
        (lr * self.factor).max(self.min_lr.of_group(group).unwrap_or(0.0))
    }

    /// The rate of a group after `reductions` reductions. A rate that is already at or below the lowest rate stays as it is.
    pub(crate) fn reduced(&self, group: usize, scheduled: f64, reductions: u64) -> f64 {
        let mut lr = scheduled;
        for _ in 0..reductions {
            let reduced = self.reduced_once(group, lr);
            if reduced >= lr {
                break;
            }
            lr = reduced;
        }
        lr
    }

    /// An upper bound of the number of multiplications that [`reduced`](Self::reduced) needs for all groups together.
    ///
    /// A file may contain any number of reductions. `reduced` stops if the rate no longer falls. That is at the latest after as
    /// many reductions as lead from the largest `f64` to 0.
    pub(crate) fn reductions_to_compute(&self, reductions: &[u64]) -> f64 {
        /// More than `ln(f64::MAX) - ln(5e-324)`, which is about 1454.
        const LOGARITHM_OF_THE_RANGE: f64 = 1_500.0;
        let to_zero = 2.0 + 2.0 * LOGARITHM_OF_THE_RANGE / -self.factor.ln();
        reductions.iter().map(|&reductions| to_zero.min(reductions as f64)).sum()
    }

    /// Whether the reduced rate of a group does not depend on the index of the group.
    pub(crate) fn has_same_min_lr(&self) -> bool {
        matches!(self.min_lr, MinLr::OfAll(_))
    }
}

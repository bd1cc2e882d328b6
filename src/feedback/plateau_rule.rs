//! How [`ReduceLrOnPlateau`] answers.

use super::reduce_lr_on_plateau::MinLr;
use crate::{Error, Mode, PlateauState, ReduceLrOnPlateau, Result, ThresholdMode};

impl ReduceLrOnPlateau {
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose
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

    /// Takes in one more metric, and says whether the rates are to be reduced.
    pub(crate) fn observe(&self, metric: f64, state: &mut PlateauState) -> bool {
        // A loaded state may count anything.
        state.metrics = state.metrics.saturating_add(1);
        if self.is_better(metric, state.best) {
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

    /// Counts a reduction for each group whose rate in force it changes by enough.
    pub(crate) fn count_reductions(&self, rates: &[f64], reductions: &mut [u64]) {
        for (group, (&lr, reductions)) in rates.iter().zip(reductions).enumerate() {
            if lr - self.reduced(group, lr) > self.eps {
                *reductions = reductions.saturating_add(1);
            }
        }
    }

    fn reduced(&self, group: usize, lr: f64) -> f64 {
        (lr * self.factor).max(self.min_lr.of_group(group).unwrap_or(0.0))
    }

    /// How many reductions must be worked out one by one for these groups. Whatever their count, it ends where the rate no longer
    /// falls, at the latest when it has come from the largest number to nothing.
    pub(crate) fn walk(&self, reductions: &[u64]) -> f64 {
        const LOGARITHM_OF_THE_RANGE: f64 = 1_500.0;
        let to_nothing = 2.0 + 2.0 * LOGARITHM_OF_THE_RANGE / -self.factor.ln();
        reductions.iter().map(|&reductions| to_nothing.min(reductions as f64)).sum()
    }

    fn is_better(&self, metric: f64, best: f64) -> bool {
        let magnitude = if best.is_finite() { best.abs() } else { 0.0 };
        match (self.mode, self.threshold_mode) {
            (Mode::Min, ThresholdMode::Rel) => metric < best * (1.0 - self.threshold),
            (Mode::Min, ThresholdMode::Abs) => metric < best - self.threshold,
            (Mode::Max, ThresholdMode::Rel) => metric > best * (self.threshold + 1.0),
            (Mode::Max, ThresholdMode::Abs) => metric > best + self.threshold,
            (Mode::Min, ThresholdMode::Magnitude) => metric < best - self.threshold * magnitude,
            (Mode::Max, ThresholdMode::Magnitude) => metric > best + self.threshold * magnitude,
        }
    }

    /// Whether every group has the same lowest rate.
    pub(crate) fn treats_groups_alike(&self) -> bool {
        matches!(self.min_lr, MinLr::OfAll(_))
    }

    /// The scheduled rate of a group after so many reductions. Where it is at or below the lowest already, none of them raises it.
    pub(crate) fn reduce(&self, group: usize, scheduled: f64, reductions: u64) -> f64 {
        let mut lr = scheduled;
        for _ in 0..reductions {
            let reduced = self.reduced(group, lr);
            if reduced >= lr {
                break;
            }
            lr = reduced;
        }
        lr
    }
}

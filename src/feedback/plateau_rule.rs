//! What a `ReduceLrOnPlateau` rule computes: when the rates are reduced, and the reduced rates.

use super::action::Action;
use super::feedback_rule::FeedbackRule;
use super::lr_limit::LrLimit;
use super::rule_context::RuleContext;
use super::words;
use crate::{PlateauState, ReduceLrOnPlateau, Result};

impl FeedbackRule for ReduceLrOnPlateau {
    type State = PlateauState;

    fn metric(&self, metric: f64, state: &mut PlateauState, run: &mut RuleContext<'_>) -> Action {
        if !self.add_metric(metric, state) {
            return Action::Continue;
        }
        for group in run.groups() {
            let Some(reductions) = state.reductions.get_mut(group) else { continue };
            let lr = self.reduced(group, run.scheduled(group), *reductions);
            // A reduction counts only if torch would make it.
            if lr - self.reduced_once(group, lr) > self.eps {
                *reductions = reductions.saturating_add(1);
            }
        }
        if self.restore_best { Action::RestoreBest } else { Action::Continue }
    }

    fn initial_state(&self, groups: usize) -> PlateauState {
        let best = self.mode.worst();
        PlateauState { best, num_bad_epochs: 0, cooldown_counter: 0, metrics: 0, reductions: vec![0; groups], has_reduced: false }
    }

    fn lr(&self, group: usize, scheduled: f64, _: f64, state: &PlateauState) -> f64 {
        self.reduced(group, scheduled, state.reductions.get(group).copied().unwrap_or(0))
    }

    fn regroup(&self, groups: usize, state: &mut PlateauState) {
        state.regroup(groups);
    }

    fn check_groups(&self, groups: usize) -> Result<()> {
        self.min_lr.check_groups("min_lrs", groups)
    }

    fn named_groups(&self) -> usize {
        self.min_lr.named_groups()
    }

    fn fewest_metrics(&self) -> u64 {
        // One metric is the best so far, and more than `patience` metrics must follow without an improvement.
        self.patience.saturating_add(self.initial_extra_patience).saturating_add(2)
    }

    fn describe(&self) -> String {
        words::plateau(self)
    }
}

impl ReduceLrOnPlateau {
    /// Adds a metric to the state. Returns whether the metric leads to a reduction.
    fn add_metric(&self, metric: f64, state: &mut PlateauState) -> bool {
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
        let extra = if state.has_reduced { 0 } else { self.initial_extra_patience };
        let reduces = state.num_bad_epochs > self.patience.saturating_add(extra);
        if reduces {
            state.cooldown_counter = self.cooldown;
            state.num_bad_epochs = 0;
            state.has_reduced = self.initial_extra_patience > 0;
        }
        reduces
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
        matches!(self.min_lr, LrLimit::OfAll(_))
    }
}

//! What a `GreedyLr` rule computes.

use super::{GreedyLr, GreedyLrState};
use crate::Result;
use crate::data::AnyFloat;
use crate::feedback::action::Action;
use crate::feedback::feedback_rule::FeedbackRule;
use crate::feedback::rule_context::RuleContext;
use crate::feedback::words;

impl FeedbackRule for GreedyLr {
    type State = GreedyLrState;

    fn metric(&self, metric: f64, state: &mut GreedyLrState, run: &mut RuleContext<'_>) -> Action {
        let current = if self.smooth { self.mean_with(metric, state) } else { metric };
        if state.cooldown_counter > 0 || state.warmup_counter > 0 {
            let counter = if state.cooldown_counter > 0 { &mut state.cooldown_counter } else { &mut state.warmup_counter };
            *counter -= 1;
            (state.num_bad_epochs, state.num_good_epochs) = (0, 0);
            return Action::Continue;
        }
        let best = state.best.unwrap_or(self.mode.worst());
        if self.threshold_mode.is_improvement(self.mode, self.threshold, current, best) {
            state.best = Some(current);
            state.num_bad_epochs = 0;
            state.num_good_epochs = state.num_good_epochs.saturating_add(1);
        } else {
            state.num_bad_epochs = state.num_bad_epochs.saturating_add(1);
            state.num_good_epochs = 0;
        }
        if state.num_good_epochs > self.patience {
            self.raise(run);
            state.reductions_at_min = 0;
            state.warmup_counter = self.warmup;
            state.num_good_epochs = 0;
        } else if state.num_bad_epochs > self.patience {
            let is_at_min = self.reduce(run);
            state.reductions_at_min = state.reductions_at_min.saturating_add(u64::from(is_at_min));
            if is_at_min && state.reductions_at_min >= self.reset_start {
                run.groups().for_each(|group| run.set_factor(group, 1.0));
                *state = GreedyLrState::default();
            }
            state.cooldown_counter = self.cooldown;
            state.num_bad_epochs = 0;
        }
        Action::Continue
    }

    fn check_groups(&self, groups: usize) -> Result<()> {
        self.min_lr.check_groups("min_lrs", groups)?;
        self.max_lr.check_groups("max_lrs", groups)
    }

    fn named_groups(&self) -> usize {
        self.min_lr.named_groups().max(self.max_lr.named_groups())
    }

    fn fewest_metrics(&self) -> u64 {
        self.patience.saturating_add(1)
    }

    fn describe(&self) -> String {
        let better = words::better(self.mode, self.threshold_mode, self.threshold);
        let smooth = if self.smooth { format!("means of {} metrics", self.window_size) } else { "metrics".into() };
        format!(
            "divides the rate by {} after more than {} {smooth} in a row that are better ({better}), and multiplies it by that after as \
             many that are not; {}, warm-up of {}, min_lr {}, max_lr {}, eps {}, reset after {} reductions at min_lr",
            words::number(self.factor),
            words::count(self.patience),
            words::cooldown(self.cooldown),
            words::count(self.warmup),
            words::limit(&self.min_lr),
            words::limit(&self.max_lr),
            words::number(self.eps),
            words::count(self.reset_start)
        )
    }
}

impl GreedyLr {
    /// Adds a metric to the window, and returns the mean. The sum is added up in transformers' order.
    fn mean_with(&self, metric: f64, state: &mut GreedyLrState) -> f64 {
        state.window.push(AnyFloat::new(metric));
        let mut sum = state.sum.get() + metric;
        if state.window.len() as u64 > self.window_size {
            sum -= state.window.remove(0).get();
        }
        state.sum = AnyFloat::new(sum);
        sum / state.window.len() as f64
    }

    fn raise(&self, run: &mut RuleContext<'_>) {
        for group in run.groups() {
            let lr = run.lr(group);
            let raised = (lr / self.factor).min(self.max_lr.of_group(group).unwrap_or(f64::INFINITY));
            if raised - lr > self.eps {
                run.set_lr(group, raised);
            }
        }
    }

    /// Reduces the rates. Returns whether every rate is then at or below its lowest rate.
    fn reduce(&self, run: &mut RuleContext<'_>) -> bool {
        let mut is_at_min = true;
        for group in run.groups() {
            let (lr, min_lr) = (run.lr(group), self.min_lr.of_group(group).unwrap_or(0.0));
            let reduced = (lr * self.factor).max(min_lr);
            if lr - reduced > self.eps {
                run.set_lr(group, reduced);
            }
            is_at_min &= run.lr(group) <= min_lr;
        }
        is_at_min
    }
}

use super::Scheduler;
use super::cooldown_start::change_start;
use crate::feedback::RateFactors;
use crate::run::rate_adjustments::RateAdjustments;
use crate::{
    Action, Error, MetricValue, PlannedRule, RateChange, ReduceLrOnPlateau, Response, Result, RuleContext, RuleState, Tunable,
};
use std::io::{self, Write};

impl Scheduler {
    /// Gives a metric to all feedback rules, and writes the rates that they change to the optimizer.
    ///
    /// For a rule that compares epochs, call it once per epoch, before [`step`](Self::step) advances to the next epoch. The metric
    /// is usually the validation loss. For a [`SpikeGuard`](crate::SpikeGuard), call it with the loss of each batch, before the
    /// optimizer step. [`metric_for`](Self::metric_for) gives a metric to one rule.
    ///
    /// The metric may be any number, also NaN, or a tensor with one element; `None` is a step without a metric. A rule ignores
    /// metrics at steps outside [`during`](PlannedRule::during), and after the start of a [cooldown](Self::cool_down). If a cooldown
    /// lies ahead after a jump to an earlier step, a change of the rates also changes the rates from which it will start.
    ///
    /// [`Response::action`] contains what the loop should do, and [`Response::change`] the rates that have changed.
    ///
    /// # Errors
    /// [`Error::NoFeedback`] if the plan has no feedback rule, the errors of [`MetricValue`], [`Error::NotFinite`] or
    /// [`Error::ForeignState`] if a rule of the program sets a rate that is not finite or has a state that cannot be read back, and
    /// as [`step`](Self::step). The states of the rules are then unchanged.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let plan = Plan::lr(0.5, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0));
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// assert!(scheduler.metric(0.9, &mut DryRun)?.change.is_none());
    /// let change = scheduler.metric(0.9, &mut DryRun)?.change.unwrap();
    /// assert_eq!(change.lr, [(0, 0.05)]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn metric(&mut self, metric: impl MetricValue, target: &mut (impl Tunable + ?Sized)) -> Result<Response> {
        let metric = metric.metric_value()?;
        if self.plan.rules().is_empty() {
            return Err(Error::NoFeedback { metric: metric.unwrap_or(f64::NAN) });
        }
        self.answer(None, metric, target)
    }

    /// Gives a metric to one feedback rule, by its name, as [`metric`](Self::metric) does for all.
    ///
    /// # Errors
    /// [`Error::AbsentRule`] if the plan has no rule of this name, and as [`metric`](Self::metric).
    ///
    /// ```
    /// use tch_lr_scheduler::{Action, Constant, DryRun, EarlyStopping, NewBob, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.5, Constant).feedback(NewBob::new()).feedback(EarlyStopping::new(1)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// for (loss, word_error_rate) in [(0.7, 0.3), (0.7, 0.2)] {
    ///     scheduler.metric_for("new_bob", loss, &mut DryRun)?;
    ///     assert_eq!(scheduler.metric_for("early_stopping", word_error_rate, &mut DryRun)?.action, Action::Continue);
    /// }
    /// assert_eq!(scheduler.lr(), 0.25);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn metric_for(&mut self, rule: &str, metric: impl MetricValue, target: &mut (impl Tunable + ?Sized)) -> Result<Response> {
        let metric = metric.metric_value()?;
        let names = || self.plan.rules().iter().map(|rule| rule.name.clone());
        if names().all(|name| name != rule) {
            return Err(Error::AbsentRule { name: rule.to_owned(), rules: names().collect() });
        }
        self.answer(Some(rule), metric, target)
    }

    fn answer(&mut self, only: Option<&str>, metric: Option<f64>, target: &mut (impl Tunable + ?Sized)) -> Result<Response> {
        let Some(metric) = metric else {
            return Ok(Response::default());
        };
        self.backup.copy(&self.state);
        let answered = self.ask(only, metric).and_then(|response| self.change_rates(response, target));
        if answered.is_err() {
            self.backup.restore(&mut self.state);
        }
        answered
    }

    /// Gives a metric to the rules, and changes their states. The change of the response has no rates yet.
    fn ask(&mut self, only: Option<&str>, metric: f64) -> Result<Response> {
        let (step, is_cooling_down) = (self.state.step, self.state.is_cooling_down());
        let mut response = Response::default();
        let scheduled = self.values.scheduled_rates(self.state.time());
        for rule in self.plan.rules() {
            let ignores = is_cooling_down && !rule.rule.acts_during_cooldown();
            if only.is_some_and(|name| name != rule.name) || !rule.during.contains(step) || ignores {
                continue;
            }
            let groups = rule.groups.as_deref();
            let (epoch, action) = match (&mut self.state.plateau, self.state.rules.iter_mut().find(|state| state.name == rule.name))
            {
                (Some(state), _) if rule.is_plateau() => {
                    let (epoch, mut factors) = (state.metrics, RateFactors::default());
                    let mut run = RuleContext { step, scheduled, groups, factors: &mut factors };
                    (epoch, rule.rule.metric(metric, state, &mut run))
                }
                (_, Some(state)) => {
                    let epoch = state.metrics;
                    (epoch, ask_rule(rule, metric, state, step, scheduled)?)
                }
                _ => continue,
            };
            response.change.get_or_insert_with(|| RateChange { epoch, lr: vec![], was: vec![] });
            if action > response.action {
                (response.action, response.rule) = (action, Some(rule.name.clone()));
            }
        }
        Ok(response)
    }

    /// Computes the rates under the rules, writes them, and completes the response.
    fn change_rates(&mut self, response: Response, target: &mut (impl Tunable + ?Sized)) -> Result<Response> {
        let is_same = match (&self.backup.plateau, &self.state.plateau) {
            // Without an improvement, a counter of 0 means that the rule wanted to reduce the rates.
            (Some(before), Some(after)) => {
                before.reductions == after.reductions && (after.num_bad_epochs > 0 || after.best.to_bits() != before.best.to_bits())
            }
            _ => true,
        };
        if response.change.is_none() || (is_same && self.state.rules.is_empty()) {
            return Ok(Response { change: None, ..response });
        }
        let before = RateAdjustments { plateau: self.backup.plateau.as_ref(), rules: &self.backup.rules, cooldown: None };
        // If the cooldown has not started, its start lies ahead after a jump to an earlier step.
        if !self.state.is_cooling_down()
            && let Some(mut cooldown) = self.state.cooldown.clone()
        {
            let scheduled = self.values.scheduled_rates(self.state.time());
            change_start(&mut cooldown, self.plan.rules(), before, self.state.adjustments(), scheduled);
            self.state.cooldown = Some(cooldown);
        }
        self.values.compute(&self.plan, self.state.time(), self.state.adjustments())?;
        let mut change = response.change;
        if let Some(change) = &mut change {
            (change.lr, change.was) = self.values.changed_lrs(&self.state).unzip();
        }
        self.values.write_changes(&mut self.state, target)?;
        let change = change.filter(|change| !change.lr.is_empty());
        let is_verbose = self.plan.rules().iter().any(|rule| rule.get().is_some_and(|plateau: &ReduceLrOnPlateau| plateau.verbose));
        if let (Some(change), true) = (&change, is_verbose) {
            // Not by println, which panics if standard output is closed.
            let _ = writeln!(io::stdout(), "{change}");
        }
        Ok(Response { change, ..response })
    }
}

/// Gives a metric to a rule, and adds its answer to its state.
fn ask_rule(rule: &PlannedRule, metric: f64, state: &mut RuleState, step: u64, scheduled: &[f64]) -> Result<Action> {
    let Some(memory) = state.memory.typed_mut() else {
        return Ok(Action::Continue);
    };
    let mut run = RuleContext { step, scheduled, groups: rule.groups.as_deref(), factors: &mut state.factors };
    let action = rule.rule.metric(metric, memory, &mut run);
    if let Some(lr) = state.factors.lr.iter().find(|lr| !lr.is_finite()) {
        return Err(Error::not_finite(format!("the rate of the feedback rule {}", rule.name), step, *lr));
    }
    if !rule.is_built_in && !state.memory.is_readable() {
        let expected = "a state that serde can write to JSON and read back: floats must be finite";
        return Err(Error::foreign_state(format_args!("feedback.{}", rule.name), expected, state.memory.data().excerpt()));
    }
    state.metrics = state.metrics.saturating_add(1);
    state.action = action;
    if let (Some(steps), Action::SkipStep | Action::RestoreBest) = (&mut state.skipped_steps, action) {
        *steps = steps.saturating_add(1);
    }
    Ok(action)
}

use super::action::Action;
use super::feedback_rule::FeedbackRule;
use super::rule_context::RuleContext;
use super::spike_guard_state::SpikeGuardState;
use super::words;
use crate::Result;
use crate::data::{Count, record};
use crate::error::check;

const NAME: &str = "SpikeGuard";

/// A feedback rule that leaves out the step of a batch whose loss is not finite or far above its moving average, and lowers the
/// learning rate for some steps.
///
/// ```text
/// mean of n losses = the exponential moving average with the weight beta of the past, divided by 1 - beta^n
/// a loss is a spike if it is not finite, or if
///     n >= after  and  loss > mean + (above - 1) * |mean|      that is above * mean for a positive mean
/// at a spike:  leave out the step of this batch; the mean does not change
/// factor of the rate on the next steps:
///     factor                                       for `hold` steps
///     a straight line from factor to 1             for `ramp` steps, the last of which has the full rate
/// ```
///
#[doc = include_str!("../docs/pictures/spike_guard.svg")]
///
/// Give the rule the loss of each batch, before the optimizer step: it counts metrics as steps. A spike during `hold` or `ramp` begins
/// both anew. The rule also acts during a [cooldown](crate::Cooldown): it then asks to leave out steps, and the cooldown
/// determines the rate.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Action, Constant, DryRun, Plan, Scheduler, SpikeGuard};
///
/// let guard = SpikeGuard::new().factor(0.1)?.hold(1).ramp(3);
/// let mut scheduler = Scheduler::start(&Plan::lr(1.0, Constant).feedback(guard), 1, &mut DryRun)?;
/// let mut rates = vec![];
/// for loss in [0.9, f64::NAN, 0.8, 0.8, 0.8, 0.8] {
///     let response = scheduler.metric(loss, &mut DryRun)?;
///     if response.action != Action::SkipStep {
///         rates.push(scheduler.lr()); // with tch: `opt.backward_step(&loss)`
///     }
///     scheduler.step(&mut DryRun)?;
/// }
/// assert_eq!(rates, [1.0, 0.1, 0.4, 0.7, 1.0]);
/// assert_eq!(scheduler.state().rule("spike_guard").unwrap().skipped_steps, Some(1));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// No library of schedulers has this rule. fastai's `TerminateOnNaNCallback` stops at a loss that is not finite. torch's
/// `GradScaler` leaves out a step whose gradients are not finite.
///
/// # Source
///
/// Chowdhery et al., "PaLM: Scaling Language Modeling with Pathways", arXiv 2204.02311, section 5.1, continues from before a spike of
/// the loss and leaves out the batches around it. The average and the ramp are this crate's.
#[doc(alias("TerminateOnNaN", "loss spike", "skip step"))]
#[must_use = "a rule does nothing until `Plan::feedback` adds it to a plan"]
#[derive(Debug, Clone, PartialEq)]
pub struct SpikeGuard {
    above: f64,
    beta: f64,
    after: u64,
    factor: f64,
    hold: u64,
    ramp: u64,
    restore_after: u64,
}

impl Default for SpikeGuard {
    fn default() -> Self {
        Self { above: 2.0, beta: 0.98, after: 20, factor: 0.1, hold: 10, ramp: 90, restore_after: 0 }
    }
}

impl SpikeGuard {
    /// Creates a rule with the defaults. The methods below change them.
    ///
    /// [`SpikeGuard`] has an example.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets how many times its moving average a loss must exceed to be a spike. Finite and at least 1. Default: 2.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `above` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Action, Constant, DryRun, Plan, Scheduler, SpikeGuard};
    ///
    /// let plan = Plan::lr(1.0, Constant).feedback(SpikeGuard::new().above(3.0)?.after(2));
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// let actions = [1.0, 1.0, 2.9, 9.0].map(|loss| scheduler.metric(loss, &mut DryRun).unwrap().action);
    /// assert_eq!(actions[2..], [Action::Continue, Action::SkipStep]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn above(mut self, above: f64) -> Result<Self> {
        check::ensure(above.is_finite() && above >= 1.0, NAME, "above", "finite and at least 1", above)?;
        self.above = above;
        Ok(self)
    }

    /// Sets the weight of the past in the moving average. At least 0 and below 1. Default: 0.98.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `beta` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler, SpikeGuard, SpikeGuardState};
    ///
    /// let plan = Plan::lr(1.0, Constant).feedback(SpikeGuard::new().beta(0.5)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// for loss in [4.0, 1.0] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// let state: SpikeGuardState = scheduler.state().rule("spike_guard").unwrap().state().unwrap();
    /// assert_eq!(state.average, 1.5); // (0.25 * 4 + 0.5 * 1), before the division by 0.75
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn beta(mut self, beta: f64) -> Result<Self> {
        check::ensure((0.0..1.0).contains(&beta), NAME, "beta", "at least 0 and below 1", beta)?;
        self.beta = check::unsigned_zero(beta);
        Ok(self)
    }

    /// Sets the number of losses before a finite loss can be a spike. Default: 20.
    ///
    /// ```
    /// use tch_lr_scheduler::{Action, Constant, DryRun, Plan, Scheduler, SpikeGuard};
    ///
    /// let plan = Plan::lr(1.0, Constant).feedback(SpikeGuard::new().after(3));
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// let actions = [1.0, 9.0, 1.0, 99.0].map(|loss| scheduler.metric(loss, &mut DryRun).unwrap().action);
    /// assert_eq!(actions, [Action::Continue, Action::Continue, Action::Continue, Action::SkipStep]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn after(mut self, losses: u64) -> Self {
        self.after = losses;
        self
    }

    /// Sets the factor of the rate after a spike. From 0 to 1; 1 leaves the rate as it is. Default: 0.1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `factor` is out of its range.
    ///
    /// [`SpikeGuard`] has an example.
    pub fn factor(mut self, factor: f64) -> Result<Self> {
        self.factor = check::fraction(NAME, "factor", factor)?;
        Ok(self)
    }

    /// Sets the number of steps after a spike for which the rate stays at the factor. Default: 10.
    ///
    /// [`SpikeGuard`] has an example.
    pub fn hold(mut self, steps: u64) -> Self {
        self.hold = steps;
        self
    }

    /// Sets the number of steps in which the rate then rises back. With 0 or 1, it is back at once. Default: 90.
    ///
    /// [`SpikeGuard`] has an example.
    pub fn ramp(mut self, steps: u64) -> Self {
        self.ramp = steps;
        self
    }

    /// Sets after how many spikes in a row the rule asks for the best weights, with [`Action::RestoreBest`]. 0 for never. Default: 0.
    ///
    /// Without it, a loss that stays above the limit is left out forever.
    ///
    /// ```
    /// use tch_lr_scheduler::{Action, Constant, DryRun, Plan, Scheduler, SpikeGuard};
    ///
    /// let plan = Plan::lr(1.0, Constant).feedback(SpikeGuard::new().restore_after(2));
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// let actions = [f64::NAN, f64::NAN].map(|loss| scheduler.metric(loss, &mut DryRun).unwrap().action);
    /// assert_eq!(actions, [Action::SkipStep, Action::RestoreBest]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn restore_after(mut self, spikes: u64) -> Self {
        self.restore_after = spikes;
        self
    }

    fn is_spike(&self, loss: f64, state: &SpikeGuardState) -> bool {
        if !loss.is_finite() {
            return true;
        }
        let mean = state.average / (1.0 - state.past);
        state.losses >= self.after.max(1) && loss > mean + (self.above - 1.0) * mean.abs()
    }

    fn factor_with(&self, left: u64) -> f64 {
        let ramp = self.ramp.max(1);
        match left {
            0 => 1.0,
            left if left >= ramp => self.factor,
            left => self.factor + (1.0 - self.factor) * ((ramp - left) as f64 / ramp as f64),
        }
    }
}

impl FeedbackRule for SpikeGuard {
    type State = SpikeGuardState;

    fn fewest_metrics(&self) -> u64 {
        self.after.saturating_add(1)
    }

    fn metric(&self, metric: f64, state: &mut SpikeGuardState, run: &mut RuleContext<'_>) -> Action {
        let was_left = state.left;
        let action = if self.is_spike(metric, state) {
            state.spikes = state.spikes.saturating_add(1);
            state.spikes_in_a_row = state.spikes_in_a_row.saturating_add(1);
            state.last_spike = Some(run.step());
            state.left = self.hold.saturating_add(self.ramp.max(1));
            let restores = self.restore_after > 0 && state.spikes_in_a_row.is_multiple_of(self.restore_after);
            if restores { Action::RestoreBest } else { Action::SkipStep }
        } else {
            state.add(metric, self.beta);
            state.spikes_in_a_row = 0;
            state.left = state.left.saturating_sub(1);
            Action::Continue
        };
        if state.left > 0 || was_left > 0 {
            let factor = self.factor_with(state.left);
            run.groups().for_each(|group| run.set_factor(group, factor));
        }
        action
    }

    fn acts_during_cooldown(&self) -> bool {
        true
    }

    fn may_skip_steps(&self) -> bool {
        true
    }

    fn describe(&self) -> String {
        let [above, beta, factor] = [self.above, self.beta, self.factor].map(words::number);
        let [after, hold, ramp] = [self.after, self.hold, self.ramp].map(words::count);
        let restore = match self.restore_after {
            0 => String::new(),
            spikes => format!("; asks for the best weights after {} in a row", words::count(spikes)),
        };
        format!(
            "leaves out the step if the loss is not finite, or after {after} losses above {above} times its moving average (beta \
             {beta}); then multiplies the rate by {factor} for {hold} steps and lets it rise back in {ramp}{restore}"
        )
    }
}

record!(SpikeGuard "SpikeGuard" {
    above: f64 = 2.0;
    beta: f64 = 0.98;
    after: Count = Count(20), [it -> Count(it.after)];
    factor: f64 = 0.1;
    hold: u64 = 10;
    ramp: u64 = 90;
    restore_after: Count = Count(0), [it -> Count(it.restore_after)]
} => |node| SpikeGuard::new().above(above).and_then(|rule| {
    Ok(rule.beta(beta)?.factor(factor)?.after(after.0).hold(hold).ramp(ramp).restore_after(restore_after.0))
}));

use super::action::Action;
use super::rule_context::RuleContext;
use crate::Result;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// A rule that answers metrics: it multiplies the learning rate by a factor, and asks the loop to skip a step, to restore the best
/// weights or to stop.
///
/// [`Plan::feedback`](crate::Plan::feedback) adds a rule to a plan. A plan may have several rules. Each has a name, a window of
/// steps, groups on which it acts, and its own state: see [`PlannedRule`](crate::PlannedRule). The rate of a group is its scheduled
/// rate times the factor of each rule. No rule sees the factors of the others, so their order does not matter.
///
/// The rules of this crate:
///
/// | rule | changes the rate | asks for |
/// |---|---|---|
/// | [`ReduceLrOnPlateau`](crate::ReduceLrOnPlateau) | down, if the metric has stopped improving (torch) | [`Action::RestoreBest`], on request |
/// | [`ScaleOnPlateau`](crate::ScaleOnPlateau) | down, if the average of several metrics has stopped improving (optax) | |
/// | [`GreedyLr`](crate::GreedyLr) | up while the metric improves, down while it does not (transformers) | |
/// | [`NewBob`](crate::NewBob) | down, if a metric is not better than the one before (SpeechBrain) | |
/// | [`SpikeGuard`](crate::SpikeGuard) | down after a spike of the loss, then back | [`Action::SkipStep`], [`Action::RestoreBest`] |
/// | [`EarlyStopping`](crate::EarlyStopping) | | [`Action::Stop`] |
///
/// # A rule of your own
///
/// A rule is a type with one required method, and a state that serde can write and read. The state is a part of the state file, so
/// a resumed run continues bit for bit. Floats in it must be finite: use an `Option` for a value that does not exist yet. The
/// scheduler checks at each metric that the state can be read back.
///
/// ```
/// use tch_lr_scheduler::{Action, Constant, DryRun, FeedbackRule, Plan, RuleContext, Scheduler, State};
///
/// /// Multiplies the rates by 0.9 at every metric that is worse than the one before.
/// #[derive(Debug)]
/// struct Careful;
///
/// impl FeedbackRule for Careful {
///     type State = Option<f64>; // the metric before
///
///     fn metric(&self, metric: f64, before: &mut Option<f64>, run: &mut RuleContext<'_>) -> Action {
///         if before.is_some_and(|before| metric > before) {
///             run.groups().for_each(|group| run.set_lr(group, run.lr(group) * 0.9));
///         }
///         *before = Some(metric);
///         Action::Continue
///     }
/// }
///
/// let plan = Plan::lr(1.0, Constant).feedback(Careful);
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// scheduler.metric(0.5, &mut DryRun)?;
///
/// let mut resumed = Scheduler::start(&plan, 1, &mut DryRun)?;
/// resumed.load(State::from_json(&scheduler.state().to_json()?)?, &mut DryRun)?;
/// resumed.metric(0.6, &mut DryRun)?;
/// assert_eq!(resumed.lr(), 0.9);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// A plan file cannot contain a rule of the program. The plan in a state describes it by its `Debug` output, so that a resume
/// notices changed parameters.
pub trait FeedbackRule: fmt::Debug + Send + Sync + 'static {
    /// The state of the rule, which changes at every metric. Its `Default` is the state before the first one.
    type State: Serialize + DeserializeOwned + Clone + Default + PartialEq + fmt::Debug + Send + Sync + 'static;

    /// Answers a metric: changes the state and the rates, and returns what the loop should do.
    ///
    /// `metric` may be any number, also NaN or infinite.
    fn metric(&self, metric: f64, state: &mut Self::State, run: &mut RuleContext<'_>) -> Action;

    /// The state before the first metric, for an optimizer with `groups` groups. Default: `State::default()`.
    fn initial_state(&self, groups: usize) -> Self::State {
        let _ = groups;
        Self::State::default()
    }

    /// The rate of a group, from its scheduled rate. Default: `with_factor`, the scheduled rate times the factor that the rule has
    /// set.
    ///
    /// [`ReduceLrOnPlateau`](crate::ReduceLrOnPlateau) overrides it, because its rate is the scheduled rate reduced several times,
    /// one after the other.
    fn lr(&self, group: usize, scheduled: f64, with_factor: f64, state: &Self::State) -> f64 {
        let _ = (group, scheduled, state);
        with_factor
    }

    /// Adapts the state to a new number of groups. Default: nothing.
    fn regroup(&self, groups: usize, state: &mut Self::State) {
        let _ = (groups, state);
    }

    /// Checks that the parameters of the rule fit the number of groups. Default: they do.
    ///
    /// # Errors
    /// Any error. The plan is then refused.
    fn check_groups(&self, groups: usize) -> Result<()> {
        let _ = groups;
        Ok(())
    }

    /// The number of groups that an optimizer needs, so that every entry of the rule's lists has a group. Default: 0.
    fn named_groups(&self) -> usize {
        0
    }

    /// Whether the rule gets metrics while a [cooldown](crate::Cooldown) determines the rates. Default: no.
    fn acts_during_cooldown(&self) -> bool {
        false
    }

    /// Whether the rule may ask to leave out steps, so that its [state](crate::RuleState::skipped_steps) and logs count them.
    /// Default: no.
    fn may_skip_steps(&self) -> bool {
        false
    }

    /// The number of metrics without which the rule can do nothing. The checks warn if a run has fewer. Default: 1.
    fn fewest_metrics(&self) -> u64 {
        1
    }

    /// The rule in words, for [`Plan::describe`](crate::Plan::describe). Default: its `Debug` output.
    fn describe(&self) -> String {
        format!("{self:?}")
    }
}

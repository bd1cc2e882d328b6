use super::action::Action;
use super::feedback_rule::FeedbackRule;
use super::memory::Memory;
use super::rate_factors::RateFactors;
use crate::Result;
use crate::data::{Data, Node, Read, Write, record};
use serde::de::DeserializeOwned;

/// The state of one feedback rule: the number of its metrics, what it asked for last, its factors, and its own state.
///
/// [`State::rule`](crate::State::rule) returns it by the name of the rule. The state of a [`ReduceLrOnPlateau`] with its default
/// name is [`State::plateau`](crate::State::plateau) instead.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler, SpikeGuard};
///
/// let plan = Plan::lr(0.5, Constant).feedback(SpikeGuard::new().factor(0.1)?);
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// for loss in [0.9, f64::NAN] {
///     scheduler.metric(loss, &mut DryRun)?;
/// }
/// let guard = scheduler.state().rule("spike_guard").unwrap();
/// assert_eq!((guard.metrics, guard.skipped_steps, guard.factor(0)), (2, Some(1), 0.1));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// [`ReduceLrOnPlateau`]: crate::ReduceLrOnPlateau
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RuleState {
    /// The name of the rule.
    pub name: String,
    /// The number of metrics that the rule has got.
    pub metrics: u64,
    /// What the rule asked for at its last metric.
    pub action: Action,
    /// The number of steps that the rule has asked to leave out, with [`Action::SkipStep`] or [`Action::RestoreBest`]. `None` for a rule
    /// that never asks for it. Logs contain it as `spike_guard.skipped_steps`.
    pub skipped_steps: Option<u64>,
    pub(crate) factors: RateFactors,
    pub(crate) memory: Memory,
}

impl RuleState {
    pub(crate) fn new<R: FeedbackRule>(rule: &R, name: &str, groups: usize) -> Self {
        Self {
            name: name.to_owned(),
            metrics: 0,
            action: Action::Continue,
            skipped_steps: rule.may_skip_steps().then_some(0),
            factors: RateFactors::new(groups),
            memory: Memory::of(rule.initial_state(groups)),
        }
    }

    /// The factor by which the rule multiplies the scheduled rate of a group. 1 for a group that does not exist.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, NewBob, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).feedback(NewBob::new()), 1, &mut DryRun)?;
    /// for loss in [0.7, 0.8, 0.9] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// assert_eq!(scheduler.state().rule("new_bob").unwrap().factor(0), 0.25);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn factor(&self, group: usize) -> f64 {
        self.factors.factor(group)
    }

    /// The rule's own state, as the type [`FeedbackRule::State`]; `None` if it has another type.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, EarlyStopping, EarlyStoppingState, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.5, Constant).feedback(EarlyStopping::new(3)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// for loss in [0.7, 0.8, 0.9] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// let state: EarlyStoppingState = scheduler.state().rule("early_stopping").unwrap().state().unwrap();
    /// assert_eq!((state.best, state.wait), (0.7, 2));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn state<S>(&self) -> Option<S>
    where
        S: serde::Serialize + DeserializeOwned + Clone + PartialEq + std::fmt::Debug + Send + Sync + 'static,
    {
        self.memory.read().ok()
    }

    pub(crate) fn regroup(&mut self, groups: usize) {
        self.factors.regroup(groups);
    }
}

/// The state of a rule as data, without the name of the rule.
pub(crate) struct RuleStateData {
    state: RuleState,
}

/// The rule's own state as data. Its type is known only to the rule.
struct Unread(Data);

impl Read for Unread {
    fn read(node: &Node<'_>) -> Result<Self> {
        Ok(Self(node.data.clone()))
    }
}

impl Write for Unread {
    fn write(&self) -> Data {
        self.0.clone()
    }
}

impl crate::data::HasSchema for Unread {
    fn schema() -> Data {
        Data::Object(vec![])
    }
}

record!(RuleStateData {
    metrics: u64, [it -> it.state.metrics];
    action: Action = Action::Continue, [it -> it.state.action], omitted;
    skipped_steps: Option<u64> = None, [it -> it.state.skipped_steps], omitted;
    scheduled: Vec<f64>, [it -> it.state.factors.scheduled.clone()];
    lr: Vec<f64>, [it -> it.state.factors.lr.clone()];
    state: Unread, [it -> Unread(it.state.memory.data())]
} => |node| {
    if scheduled.len() != lr.len() {
        return Err(node.problem("scheduled and lr with the same number of values", format!("{} and {}", scheduled.len(), lr.len())));
    }
    let (factors, memory) = (RateFactors { scheduled, lr }, Memory::Unread(state.0));
    Ok(RuleStateData { state: RuleState { name: String::new(), metrics, action, skipped_steps, factors, memory } })
});

/// The states of the rules of a plan, by name.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct RuleStates(pub(crate) Vec<RuleState>);

impl Read for RuleStates {
    fn read(node: &Node<'_>) -> Result<Self> {
        let entries = node.entries::<RuleStateData>("an object with one field for each rule")?;
        Ok(Self(entries.into_iter().map(|(name, data)| RuleState { name, ..data.state }).collect()))
    }
}

impl Write for RuleStates {
    fn write(&self) -> Data {
        Data::object(self.0.iter().map(|state| (state.name.clone(), RuleStateData { state: state.clone() }.write())))
    }
}

impl crate::data::HasSchema for RuleStates {
    fn schema() -> Data {
        crate::data::of_type("object")
    }
}

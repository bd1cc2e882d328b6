use super::action::Action;
use super::rate_change::RateChange;

/// The answer of the feedback rules to a metric: what the loop should do, and the rates that have changed.
///
/// [`Scheduler::metric`](crate::Scheduler::metric) and `ScheduledOptimizer::metric` return it. The rates are already written.
///
/// ```
/// use tch_lr_scheduler::{Action, Constant, DryRun, EarlyStopping, Plan, Scheduler};
///
/// let plan = Plan::lr(0.1, Constant).feedback(EarlyStopping::new(3)?);
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// let mut losses = [0.9, 0.7, 0.8, 0.8, 0.8, 0.8].into_iter();
/// while let Some(loss) = losses.next() {
///     let response = scheduler.metric(loss, &mut DryRun)?;
///     if response.action == Action::Stop {
///         assert_eq!(response.rule.as_deref(), Some("early_stopping"));
///         break;
///     }
///     scheduler.step(&mut DryRun)?;
/// }
/// assert_eq!(losses.len(), 1);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Response {
    /// What the rules ask the loop to do.
    pub action: Action,
    /// The name of the rule that asks for it; `None` if the action is [`Action::Continue`].
    pub rule: Option<String>,
    /// The rates that have changed; `None` if no rate has changed.
    pub change: Option<RateChange>,
}

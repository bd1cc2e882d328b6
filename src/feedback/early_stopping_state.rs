use crate::data::{MaybeInfinite, record, serde_by_data};

/// The state of an [`EarlyStopping`](crate::EarlyStopping) rule: the best metric so far, and the metrics since then.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, EarlyStopping, EarlyStoppingState, Plan, Scheduler};
///
/// let plan = Plan::lr(0.1, Constant).feedback(EarlyStopping::new(5)?);
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// for loss in [0.9, 0.7, 0.8] {
///     scheduler.metric(loss, &mut DryRun)?;
///     scheduler.step(&mut DryRun)?;
/// }
/// let state: EarlyStoppingState = scheduler.state().rule("early_stopping").unwrap().state().unwrap();
/// assert_eq!((state.best, state.best_step, state.wait), (0.7, Some(1), 1));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct EarlyStoppingState {
    /// The best metric so far. Before the first metric, the worst possible one: infinity, or minus infinity for
    /// [`Mode::Max`](crate::Mode::Max).
    pub best: f64,
    /// The step of the best metric; `None` before the first one.
    pub best_step: Option<u64>,
    /// The number of metrics since the last improvement.
    pub wait: u64,
}

record!(EarlyStoppingState {
    best: MaybeInfinite, [it -> MaybeInfinite(it.best)];
    best_step: Option<u64>;
    wait: u64
} => |node| Ok(EarlyStoppingState { best: best.0, best_step, wait }));

serde_by_data!(EarlyStoppingState);

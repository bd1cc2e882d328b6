use crate::data::{AnyFloat, record, serde_by_data};

/// The state of a [`GreedyLr`](crate::GreedyLr) rule: the best metric so far, counters, and the last metrics if it smooths them.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, GreedyLrState, Plan, Scheduler};
///
/// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(GreedyLr::new()), 1, &mut DryRun)?;
/// for loss in [0.9, 0.8, 0.7] {
///     scheduler.metric(loss, &mut DryRun)?;
/// }
/// let state: GreedyLrState = scheduler.state().rule("greedy_lr").unwrap().state().unwrap();
/// assert_eq!((state.best, state.num_good_epochs), (Some(0.7), 3));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GreedyLrState {
    /// The best metric so far, or the best mean; `None` before the first one that is better than the worst possible metric.
    pub best: Option<f64>,
    /// The number of metrics in a row without improvement.
    pub num_bad_epochs: u64,
    /// The number of improvements in a row.
    pub num_good_epochs: u64,
    /// The number of coming metrics that are not compared, because the rate was reduced shortly before.
    pub cooldown_counter: u64,
    /// The number of coming metrics that are not compared, because the rate was raised shortly before.
    pub warmup_counter: u64,
    /// The number of reductions in a row that left every rate at or below its lowest rate.
    pub reductions_at_min: u64,
    /// The metrics of the window, if the rule smooths them.
    pub(super) window: Vec<AnyFloat>,
    /// The sum of the window, as it was added up.
    pub(super) sum: AnyFloat,
}

record!(GreedyLrState {
    best: Option<AnyFloat>, [it -> it.best.map(AnyFloat::new)];
    num_bad_epochs: u64;
    num_good_epochs: u64;
    cooldown_counter: u64;
    warmup_counter: u64;
    reductions_at_min: u64;
    window: Vec<AnyFloat> = vec![], omitted;
    sum: AnyFloat = AnyFloat::new(0.0), omitted
} => |node| Ok(GreedyLrState {
    best: best.map(AnyFloat::get),
    num_bad_epochs,
    num_good_epochs,
    cooldown_counter,
    warmup_counter,
    reductions_at_min,
    window,
    sum,
}));

serde_by_data!(GreedyLrState);

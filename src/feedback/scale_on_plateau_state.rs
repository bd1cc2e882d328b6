use crate::data::{AnyFloat, record, serde_by_data};

/// The state of a [`ScaleOnPlateau`](crate::ScaleOnPlateau) rule: the scale, the best average, the losses so far of the next average,
/// and counters.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, Plan, ScaleOnPlateau, ScaleOnPlateauState, Scheduler};
///
/// let plan = Plan::lr(0.8, Constant).feedback(ScaleOnPlateau::new().accumulation_size(2)?);
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// for loss in [1.0, 0.5, 0.25] {
///     scheduler.metric(loss, &mut DryRun)?;
/// }
/// let state: ScaleOnPlateauState = scheduler.state().rule("scale_on_plateau").unwrap().state().unwrap();
/// assert_eq!((state.scale, state.best, state.count, state.average), (1.0, Some(0.75), 1, 0.25));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ScaleOnPlateauState {
    /// The factor of the scheduled rates.
    pub scale: f64,
    /// The best average so far; `None` before the first one that is better than infinity.
    pub best: Option<f64>,
    /// The number of averages in a row without improvement.
    pub plateau_count: u64,
    /// The number of coming averages that will not count as averages without improvement.
    pub cooldown_count: u64,
    /// The number of losses in `average`.
    pub count: u64,
    /// The mean of the losses since the last average.
    pub average: f64,
}

impl Default for ScaleOnPlateauState {
    fn default() -> Self {
        Self { scale: 1.0, best: None, plateau_count: 0, cooldown_count: 0, count: 0, average: 0.0 }
    }
}

/// Two NaN are equal, so that a state with NaN equals its copy.
impl PartialEq for ScaleOnPlateauState {
    fn eq(&self, other: &Self) -> bool {
        let floats = |state: &Self| [Some(state.scale), state.best, Some(state.average)].map(|value| value.map(AnyFloat::new));
        let counts = |state: &Self| [state.plateau_count, state.cooldown_count, state.count];
        floats(self) == floats(other) && counts(self) == counts(other)
    }
}

record!(ScaleOnPlateauState {
    scale: f64;
    best: Option<AnyFloat>, [it -> it.best.map(AnyFloat::new)];
    plateau_count: u64;
    cooldown_count: u64;
    count: u64;
    average: AnyFloat, [it -> AnyFloat::new(it.average)]
} => |node| {
    Ok(ScaleOnPlateauState { scale, best: best.map(AnyFloat::get), plateau_count, cooldown_count, count, average: average.get() })
});

serde_by_data!(ScaleOnPlateauState);

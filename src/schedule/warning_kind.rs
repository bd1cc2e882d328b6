/// Kinds of [`Warning`](crate::Warning).
///
/// ```
/// use tch_lr_scheduler::{Constant, Plan, Schedule, Warmup, WarningKind};
///
/// let plan = Plan::lr(0.1, Constant.warmup_with(Warmup::from_zero(10)?));
/// assert_eq!(plan.check(1, None)?[0].kind, WarningKind::StartsAtZero);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WarningKind {
    /// The first step has the rate 0 and trains nothing.
    StartsAtZero,
    /// From one step to the next the rate changes by more than a factor of ten, and far more than in the steps before and after.
    Jump,
    /// The run, or the next schedule, ends before a phase begins.
    NeverReached,
    /// What a schedule falls to is above what it falls from.
    FloorAboveBase,
    /// A warm-up does not end within the run.
    WarmupTooLong,
    /// A cosine goes up again after it has come down.
    RisesAgain,
    /// A one-cycle is over before the run is.
    EndsEarly,
    /// Any other; what a schedule of one's own is unsure of.
    Other,
}

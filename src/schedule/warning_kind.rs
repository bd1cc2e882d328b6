/// The kind of a [`Warning`](crate::Warning), for programs that treat warnings differently.
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
    /// The first step has the rate 0, so it trains nothing.
    StartsAtZero,
    /// The rate changes from one step to the next by more than a factor of 10, and by far more than in the steps beside it.
    Jump,
    /// A phase never starts, because the run or the part of the schedule that contains it ends before.
    NeverReached,
    /// A minimum, such as `eta_min` or `min_lr`, is above the base or the rate, so the rate cannot fall to it.
    FloorAboveBase,
    /// A warm-up is longer than the run or than the part of the schedule that contains it.
    WarmupTooLong,
    /// A cosine rises again after it has reached its minimum.
    RisesAgain,
    /// A one-cycle schedule ends before the run ends, so the rest of the run has its last value.
    EndsEarly,
    /// A schedule of the rate cycles the momentum of an optimizer that was built with momentum 0, so that it gets a momentum.
    AddsMomentum,
}

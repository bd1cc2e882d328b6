/// The kind of a [`Warning`](crate::Warning), for programs that treat warnings differently.
///
/// ```
/// use tch_lr_scheduler::{Constant, Plan, Schedule, Warmup, WarningKind};
///
/// let plan = Plan::lr(0.1, Constant.warmup_with(Warmup::from_zero(10)?));
/// assert_eq!(plan.check(1, None)?[0].kind, WarningKind::StartsAtZero);
/// assert_eq!(WarningKind::StartsAtZero.name(), "starts-at-zero");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WarningKind {
    /// The first step has the rate 0 and the second one does not, so the first step trains nothing.
    StartsAtZero,
    /// The rate changes from one step to the next by more than a factor of 10, and by far more than in the steps beside it.
    Jump,
    /// A phase never starts, because the run or the part of the schedule that contains it ends before.
    NeverReached,
    /// A minimum, such as `eta_min` or `min_lr`, is not below the base or the rate, so the rate cannot fall to it.
    FloorAboveBase,
    /// A warm-up is longer than the run, or than the part of the schedule that contains it, or takes most of the run, or comes before
    /// a schedule that begins with a warm-up.
    WarmupTooLong,
    /// A cosine rises again after it has reached its minimum.
    RisesAgain,
    /// A schedule is complete before the run ends, and the rest of the run has its last value.
    EndsEarly,
    /// A schedule of the rate cycles the momentum of an optimizer that was built with momentum 0, so that the optimizer gets a
    /// momentum.
    AddsMomentum,
    /// The run ends before a schedule is complete, so the value does not arrive at its end.
    CutOff,
    /// The length of a fall is the length of the run, but a warm-up comes before it.
    CountsWarmup,
    /// A length or a factor of the schedule fits the run only if it is counted in another unit: in batches and not in epochs, or in
    /// epochs and not in batches.
    WrongUnit,
    /// The rate is 0 or negligible for a large part of the run.
    NearZero,
    /// The rate is below 0, so that steps raise the loss.
    Negative,
    /// The rate is above 100, which no usual optimizer needs.
    VeryHigh,
    /// The schedule sets the rate itself, and the base has no effect.
    IgnoresBase,
    /// The rate grows without a bound.
    GrowsWithoutBound,
    /// A feedback rule can make no reduction, or only reductions that leave almost all of the rate.
    NeverReduces,
    /// The rate is the same at every step, although the schedule was meant to change it.
    NoEffect,
    /// A length in epochs, samples, tokens or percent is no whole number of steps, and rounding moves a boundary by more than half a
    /// step.
    Rounded,
}

impl WarningKind {
    /// The name of the kind in machine-readable output: `wrong-unit`.
    ///
    /// ```
    /// assert_eq!(tch_lr_scheduler::WarningKind::CutOff.name(), "cut-off");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::StartsAtZero => "starts-at-zero",
            Self::Jump => "jump",
            Self::NeverReached => "never-reached",
            Self::FloorAboveBase => "floor-above-base",
            Self::WarmupTooLong => "warmup-too-long",
            Self::RisesAgain => "rises-again",
            Self::EndsEarly => "ends-early",
            Self::AddsMomentum => "adds-momentum",
            Self::CutOff => "cut-off",
            Self::CountsWarmup => "counts-warmup",
            Self::WrongUnit => "wrong-unit",
            Self::NearZero => "near-zero",
            Self::Negative => "negative",
            Self::VeryHigh => "very-high",
            Self::IgnoresBase => "ignores-base",
            Self::GrowsWithoutBound => "grows-without-bound",
            Self::NeverReduces => "never-reduces",
            Self::NoEffect => "no-effect",
            Self::Rounded => "rounded",
        }
    }
}

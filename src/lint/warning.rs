use std::fmt;

/// What is legal in a plan and rarely meant.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan};
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(50)?);
/// let warnings = plan.check(1, Some(90))?;
/// assert_eq!(warnings[0].to_string(), "lr: the cosine rises again after step 50, to 0.1 at 100");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Warning {
    /// What is told apart by a program.
    pub kind: WarningKind,
    /// Whose it is: `lr`, `lr[1]`, `weight_decay`, the name of a number, `feedback`.
    pub knob: String,
    /// What is told to a person.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.knob, self.message)
    }
}

/// Kinds of [`Warning`].
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

//! A cooldown that is decided on while the run goes on.

mod data;
mod shape;
mod state;

pub use shape::CooldownShape;
pub use state::CooldownState;

use crate::Result;
use crate::error::check;

const NAME: &str = "Cooldown";

/// From now, to this rate, in so many steps, by this shape: what is asked of a run that is to end earlier than planned, or whose
/// plan has no end. It is recorded in the [state](CooldownState), so that a resumed run continues it.
///
/// ```text
/// lr(t) = to + (lr(start) - to) * shape((t - start) / steps)      for every group; to from start + steps on
/// ```
///
/// ```
/// use tch_lr_scheduler::{Constant, Cooldown, DryRun, Plan, Scheduler};
///
/// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
/// scheduler.seek(90_000, &mut DryRun)?;
/// scheduler.cool_down(Cooldown::to(0.0, 1_000)?, &mut DryRun)?;
/// assert_eq!(scheduler.seek(90_500, &mut DryRun)?.lr, [0.05]);
/// assert_eq!(scheduler.seek(91_000, &mut DryRun)?.lr, [0.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// It has the last word over the rate: schedules go on for momentum, weight decay and numbers, and metrics are passed over.
///
/// # Source
///
/// The use is that of Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations", arXiv
/// 2405.18392, which branches a cooldown off a constant rate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cooldown {
    pub(crate) target: Target,
    pub(crate) steps: u64,
    pub(crate) shape: CooldownShape,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Target {
    Rate(f64),
    Factor(f64),
}

impl Target {
    pub(crate) fn rate(self) -> Option<f64> {
        match self {
            Self::Rate(rate) => Some(rate),
            Self::Factor(_) => None,
        }
    }

    pub(crate) fn factor(self) -> Option<f64> {
        match self {
            Self::Rate(_) => None,
            Self::Factor(factor) => Some(factor),
        }
    }
}

impl Cooldown {
    /// To one rate for every group, absolute; finite and not negative. `steps` is at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::Cooldown;
    ///
    /// assert!(Cooldown::to(1e-5, 5_000).is_ok());
    /// let error = Cooldown::to(0.0, 0).unwrap_err();
    /// assert_eq!(error.to_string(), "Cooldown: steps must be at least 1, found 0");
    /// ```
    pub fn to(lr: f64, steps: u64) -> Result<Self> {
        Self::new(Target::Rate(check::finite_not_negative(NAME, "to", lr)?), steps)
    }

    /// To a fraction of what each group has, from 0 to 1.
    ///
    /// # Errors
    /// As [`to`](Self::to).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Cooldown, DryRun, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).lr_group(1, 0.5, Constant);
    /// let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    /// scheduler.cool_down(Cooldown::to_factor(0.5, 10)?, &mut DryRun)?;
    /// assert_eq!(scheduler.seek(10, &mut DryRun)?.lr, [0.05, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn to_factor(factor: f64, steps: u64) -> Result<Self> {
        Self::new(Target::Factor(check::fraction(NAME, "to_factor", factor)?), steps)
    }

    fn new(target: Target, steps: u64) -> Result<Self> {
        Ok(Self { target, steps: check::at_least_one(NAME, "steps", steps)?, shape: CooldownShape::Linear })
    }

    /// The shape of the way; default [`CooldownShape::Linear`].
    ///
    /// ```
    /// use tch_lr_scheduler::{Cooldown, CooldownShape};
    ///
    /// let cooldown = Cooldown::to(0.0, 5_000)?.shape(CooldownShape::OneMinusSqrt);
    /// # let _ = cooldown;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn shape(mut self, shape: CooldownShape) -> Self {
        self.shape = shape;
        self
    }
}

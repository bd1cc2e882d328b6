//! A cooldown that is requested during a run.

mod data;
mod state;

pub use state::CooldownState;

use crate::error::check;
use crate::{Result, Shape};

const NAME: &str = "Cooldown";

/// A request during a run to bring every rate from its current value to a final value in a number of steps.
///
/// ```text
/// lr(t) = to + (lr(start) - to) * weight((t - start) / steps)     if start <= t < start + steps
/// lr(t) = to                                                      if t >= start + steps
/// ```
///
/// Use it for a run that must end earlier than planned, or whose plan has no end.
/// [`Scheduler::cool_down`](crate::Scheduler::cool_down) starts it at the current step. The [state](CooldownState) contains it, so
/// that a resumed run continues it. From its start on, only the cooldown determines the rates: schedules no longer change them, and
/// metrics are ignored. The weight is that of a [`Shape`]. Momentum, weight decay and scalars follow their schedules as before.
///
/// # Examples
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
/// # In other libraries
///
/// OLMo-core: `OverrideDecay`. Torch has nothing like it.
///
/// # Source
///
/// Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations", arXiv 2405.18392: a cooldown that
/// branches off a constant rate.
#[doc(alias = "OverrideDecay")]
#[must_use = "a cooldown does nothing until `cool_down` starts it"]
#[derive(Debug, Clone, PartialEq)]
pub struct Cooldown {
    pub(crate) target: Target,
    pub(crate) steps: u64,
    pub(crate) shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Target {
    /// The same rate for every group.
    Rate(f64),
    /// A fraction of each group's rate at the start.
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
    /// Creates a cooldown to the rate `lr`, the same for every group, in `steps` steps. `lr` is finite and not negative. `steps` is
    /// at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `lr` or `steps` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Cooldown, DryRun, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).lr_group(1, 0.5, Constant);
    /// let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    /// scheduler.cool_down(Cooldown::to(0.0, 10)?, &mut DryRun)?;
    /// assert_eq!(scheduler.seek(5, &mut DryRun)?.lr, [0.05, 0.25]);
    /// assert_eq!(scheduler.seek(10, &mut DryRun)?.lr, [0.0, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn to(lr: f64, steps: u64) -> Result<Self> {
        Self::new(Target::Rate(check::finite_not_negative(NAME, "to", lr)?), steps)
    }

    /// Creates a cooldown to the fraction `factor` of each group's rate at the start, in `steps` steps. `factor` is from 0 to 1.
    /// `steps` is at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `factor` or `steps` is out of its range.
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
        Ok(Self { target, steps: check::at_least_one(NAME, "steps", steps)?, shape: Shape::linear() })
    }

    /// Sets the shape of the curve. Default: [`Shape::linear`], a straight line.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `shape` is [`logarithmic`](Shape::logarithmic), which is only for a
    /// warm-up, or a closure or a named function of the program, because a state file contains the cooldown and could not be read
    /// back.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Cooldown, DryRun, Plan, Scheduler, Shape};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
    /// let cooldown = Cooldown::to(0.0, 100)?.shape(Shape::one_minus_sqrt())?;
    /// scheduler.cool_down(cooldown, &mut DryRun)?;
    /// assert_eq!(scheduler.seek(25, &mut DryRun)?.lr, [0.05]); // a straight line would be at 0.075
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn shape(mut self, shape: Shape) -> Result<Self> {
        self.shape = shape.for_a_fall(NAME, "shape")?.for_a_state(NAME)?;
        Ok(self)
    }
}

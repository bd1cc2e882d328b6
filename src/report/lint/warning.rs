use crate::{Position, WarningKind};
use std::fmt;

/// A warning about a part of a plan that is valid but probably a mistake. [`Plan::check`](crate::Plan::check) and
/// [`PlanSpec::check`](crate::PlanSpec::check) return them.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan};
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(35_190)?);
/// let warnings = plan.check(1, Some(90))?;
/// assert_eq!(
///     warnings[0].to_string(),
///     "lr: t_max is 35,190, and the run has 90 steps for it: was the schedule meant per batch, or for a longer run? \
///      Then set total_steps to 35,190, or write t_max = 90"
/// );
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Warning {
    /// The kind of warning, for programs.
    pub kind: WarningKind,
    /// The part of the plan that the warning is about: `lr`, `lr[1]`, `lr, groups 0 to 27`, `weight_decay`, the name of a scalar,
    /// or `feedback`.
    pub subject: String,
    /// The place in the plan as data: `lr.schedule.T_max`. If several groups have the same warning, it is the place of the first
    /// one.
    pub path: String,
    /// The position of the place in the text of the plan file. `None` if the plan was not read from text.
    pub position: Option<Position>,
    /// The message for people.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.subject, self.message)
    }
}

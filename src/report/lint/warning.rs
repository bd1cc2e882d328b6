use crate::WarningKind;
use std::fmt;

/// A warning about a part of a plan that is valid but probably a mistake. [`Plan::check`](crate::Plan::check) returns them.
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
    /// The kind of warning, for programs.
    pub kind: WarningKind,
    /// The part of the plan that the warning is about: `lr`, `lr[1]`, `weight_decay`, the name of a scalar, or `feedback`.
    pub subject: String,
    /// The message for people.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.subject, self.message)
    }
}

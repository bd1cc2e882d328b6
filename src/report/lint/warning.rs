use crate::WarningKind;
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
    pub subject: String,
    /// What is told to a person.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.subject, self.message)
    }
}

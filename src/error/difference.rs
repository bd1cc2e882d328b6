use std::fmt;

/// One place where a saved plan and the program's own are not the same.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan};
///
/// let saved = Plan::lr(0.1, CosineAnnealingLr::new(100)?);
/// let now = Plan::lr(0.1, CosineAnnealingLr::new(50)?);
/// let differences = saved.spec().differences(&now.spec());
/// assert_eq!(differences[0].to_string(), "lr.schedule.T_max was 100, is 50");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where in the plan: `lr.schedule.T_max`.
    pub path: String,
    /// What the saved plan has there, as JSON; `absent` where it has nothing.
    pub was: String,
    /// What the program's plan has there.
    pub is: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} was {}, is {}", self.path, self.was, self.is)
    }
}

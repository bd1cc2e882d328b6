use std::fmt;

/// One difference between a saved plan and the plan of the program.
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
    /// The place in the plan: `lr.schedule.T_max`.
    pub path: String,
    /// The value in the saved plan as a short text, or `absent` if that plan has none.
    pub was: String,
    /// The value in the plan of the program as a short text, or `absent` if that plan has none.
    pub is: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} was {}, is {}", self.path, self.was, self.is)
    }
}

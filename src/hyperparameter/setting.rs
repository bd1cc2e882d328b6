use super::hyperparameter::Hyperparameter;
use std::fmt;

/// One hyperparameter of one parameter group, or of all groups that have no schedule of their own.
///
/// ```
/// use tch_lr_scheduler::{Hyperparameter, Setting};
///
/// assert_eq!(Setting::of_all(Hyperparameter::Lr).to_string(), "lr");
/// assert_eq!(Setting::of_group(Hyperparameter::Lr, 1).to_string(), "lr[1]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Setting {
    /// What is turned.
    pub hyperparameter: Hyperparameter,
    /// Whose: a group's number, counted from 0, or all.
    pub group: Option<usize>,
}

impl Setting {
    /// The hyperparameter of all groups that have no schedule of their own.
    ///
    /// ```
    /// use tch_lr_scheduler::{Hyperparameter, Setting};
    ///
    /// assert_eq!(Setting::of_all(Hyperparameter::Lr).group, None);
    /// ```
    pub fn of_all(hyperparameter: Hyperparameter) -> Self {
        Self { hyperparameter, group: None }
    }

    /// The hyperparameter of one group, counted from 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Hyperparameter, Setting};
    ///
    /// assert_eq!(Setting::of_group(Hyperparameter::Lr, 1).group, Some(1));
    /// ```
    pub fn of_group(hyperparameter: Hyperparameter, group: usize) -> Self {
        Self { hyperparameter, group: Some(group) }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.group {
            None => write!(formatter, "{}", self.hyperparameter),
            Some(group) => write!(formatter, "{}[{group}]", self.hyperparameter),
        }
    }
}

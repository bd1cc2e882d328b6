use super::hyperparameter::Hyperparameter;
use std::fmt;

/// One hyperparameter of one parameter group, or of all groups without their own schedule. Errors name it as `lr` or `lr[1]`.
///
/// ```
/// use tch_lr_scheduler::{Hyperparameter, Setting};
///
/// assert_eq!(Setting::of_all(Hyperparameter::Lr).to_string(), "lr");
/// assert_eq!(Setting::of_group(Hyperparameter::Lr, 1).to_string(), "lr[1]");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Setting {
    /// The hyperparameter.
    pub hyperparameter: Hyperparameter,
    /// The index of the group, counted from 0, or `None` for all groups without their own schedule.
    pub group: Option<usize>,
}

impl Setting {
    /// The setting of all groups without their own schedule.
    ///
    /// ```
    /// use tch_lr_scheduler::{Hyperparameter, Setting};
    ///
    /// let setting = Setting::of_all(Hyperparameter::Momentum);
    /// assert_eq!((setting.group, setting.to_string()), (None, "momentum".into()));
    /// ```
    pub fn of_all(hyperparameter: Hyperparameter) -> Self {
        Self { hyperparameter, group: None }
    }

    /// The setting of one group. `group` is counted from 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Hyperparameter, Setting};
    ///
    /// let setting = Setting::of_group(Hyperparameter::Momentum, 1);
    /// assert_eq!((setting.group, setting.to_string()), (Some(1), "momentum[1]".into()));
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

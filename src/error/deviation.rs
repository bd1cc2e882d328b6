use crate::Setting;
use std::fmt;

/// A hyperparameter whose value in the optimizer differs from the value that the plan gives.
///
/// ```
/// use tch_lr_scheduler::{Deviation, Hyperparameter, Setting};
///
/// let setting = Setting::of_group(Hyperparameter::Lr, 1);
/// let deviation = Deviation { setting, planned: Some(0.5), found: Some(9.0) };
/// assert_eq!(deviation.to_string(), "lr[1] is 9.0, expected 0.5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviation {
    /// The hyperparameter and its group.
    pub setting: Setting,
    /// The value that the scheduler has set; `None` if the scheduler does not have the group.
    pub planned: Option<f64>,
    /// The value in the optimizer; `None` if the optimizer does not have the group.
    pub found: Option<f64>,
}

impl fmt::Display for Deviation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.found {
            Some(found) => write!(formatter, "{} is {found:?}", self.setting)?,
            None => write!(formatter, "{} is missing", self.setting)?,
        }
        match self.planned {
            Some(planned) => write!(formatter, ", expected {planned:?}"),
            None => write!(formatter, ", expected no such group"),
        }
    }
}

use crate::Setting;
use std::fmt;

/// A hyperparameter that an optimizer has otherwise than its plan says.
///
/// ```
/// use tch_lr_scheduler::{Deviation, Hyperparameter, Setting};
///
/// let setting = Setting::of_group(Hyperparameter::Lr, 1);
/// let deviation = Deviation { setting, planned: Some(0.5), found: Some(9.0) };
/// assert_eq!(deviation.to_string(), "lr[1] is 9.0, the plan says 0.5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviation {
    /// The hyperparameter and its group.
    pub setting: Setting,
    /// What the plan says; `None` if it was not told of the group.
    pub planned: Option<f64>,
    /// What the optimizer has; `None` if it does not have the group.
    pub found: Option<f64>,
}

impl fmt::Display for Deviation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.found {
            Some(found) => write!(formatter, "{} is {found:?}", self.setting)?,
            None => write!(formatter, "{} is missing", self.setting)?,
        }
        match self.planned {
            Some(planned) => write!(formatter, ", the plan says {planned:?}"),
            None => write!(formatter, ", the scheduler knows of no such group"),
        }
    }
}

use crate::Knob;
use std::fmt;

/// A hyperparameter that an optimizer has otherwise than its plan says.
///
/// ```
/// use tch_lr_scheduler::{Deviation, Hyperparameter, Knob};
///
/// let knob = Knob::of_group(Hyperparameter::Lr, 1);
/// let deviation = Deviation { knob, planned: Some(0.5), found: Some(9.0) };
/// assert_eq!(deviation.to_string(), "lr[1] is 9.0, the plan says 0.5");
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviation {
    /// The hyperparameter and its group.
    pub knob: Knob,
    /// What the plan says; `None` if it was not told of the group.
    pub planned: Option<f64>,
    /// What the optimizer has; `None` if it does not have the group.
    pub found: Option<f64>,
}

impl fmt::Display for Deviation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.found {
            Some(found) => write!(formatter, "{} is {found:?}", self.knob)?,
            None => write!(formatter, "{} is missing", self.knob)?,
        }
        match self.planned {
            Some(planned) => write!(formatter, ", the plan says {planned:?}"),
            None => write!(formatter, ", the scheduler knows of no such group"),
        }
    }
}

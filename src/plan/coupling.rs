use crate::Result;
use crate::error::check;
use crate::schedule::arithmetic::{finite, product};
use std::fmt::Display;

/// A hyperparameter that follows the rate in force, after feedback, instead of a schedule of its own.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Coupling {
    /// `value` where the rate is `at_lr`, in proportion elsewhere.
    Proportional { value: f64, at_lr: f64 },
    /// `high` where the rate is `lr.0` or less, `low` where it is `lr.1` or more, in a straight line between.
    Opposite { low: f64, high: f64, lr: (f64, f64) },
}

impl Coupling {
    pub(crate) fn at(&self, rate: f64) -> f64 {
        match *self {
            Self::Proportional { value, at_lr } => product(value, finite(rate / at_lr)),
            Self::Opposite { low, high, lr } => high - (high - low) * ((rate - lr.0) / (lr.1 - lr.0)).clamp(0.0, 1.0),
        }
    }

    pub(crate) fn check(&self, setting: impl Display) -> Result<()> {
        let above = |holds, parameter, range, value: f64| {
            check::ensure(holds && value.is_finite(), "plan", parameter, format!("finite and above {range} for {setting}"), value)
        };
        match *self {
            Self::Proportional { value, at_lr } => {
                check::of_setting(&setting, "value", value)?;
                above(at_lr > 0.0, "at_lr", "0", at_lr)
            }
            Self::Opposite { low, high, lr } => {
                check::of_setting(&setting, "low", low)?;
                check::of_setting(&setting, "high", high)?;
                check::of_setting(&setting, "lr.start", lr.0)?;
                above(lr.1 > lr.0, "lr.end", "lr.start", lr.1)
            }
        }
    }
}

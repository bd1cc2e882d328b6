use crate::arithmetic::product;
use crate::{Result, check};
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
            Self::Proportional { value, at_lr } => product(value, rate / at_lr),
            Self::Opposite { low, high, lr } => high - (high - low) * ((rate - lr.0) / (lr.1 - lr.0)).clamp(0.0, 1.0),
        }
    }

    pub(crate) fn check(&self, knob: impl Display) -> Result<()> {
        let bound = |range: &str| format!("{range} for {knob}");
        let not_negative = |parameter, value: f64| {
            let holds = value.is_finite() && value >= 0.0;
            check::ensure(holds, "plan", parameter, bound("finite and not negative"), value)
        };
        match *self {
            Self::Proportional { value, at_lr } => {
                not_negative("value", value)?;
                check::ensure(at_lr.is_finite() && at_lr > 0.0, "plan", "at_lr", bound("finite and above 0"), at_lr)
            }
            Self::Opposite { low, high, lr } => {
                not_negative("low", low)?;
                not_negative("high", high)?;
                not_negative("lr.start", lr.0)?;
                check::ensure(lr.1.is_finite() && lr.1 > lr.0, "plan", "lr.end", bound("finite and above lr.start"), lr.1)
            }
        }
    }
}

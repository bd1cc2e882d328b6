use crate::error::check;
use crate::schedule::arithmetic::{product, saturate};
use crate::{Result, Setting};

/// A hyperparameter whose value depends on the current rate instead of a schedule. The current rate includes the
/// reductions of a feedback rule and a requested `Cooldown`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Coupling {
    /// Proportional to the rate. At the rate `at_lr`, the value is `value`.
    Proportional { value: f64, at_lr: f64 },
    /// `high` at rates up to `lr.0`, `low` at rates of `lr.1` and above, and a straight line between them.
    Opposite { low: f64, high: f64, lr: (f64, f64) },
}

impl Coupling {
    pub(crate) fn at(&self, rate: f64) -> f64 {
        match *self {
            Self::Proportional { value, at_lr } => product(value, saturate(rate / at_lr)),
            Self::Opposite { low, high, lr } => high - (high - low) * ((rate - lr.0) / (lr.1 - lr.0)).clamp(0.0, 1.0),
        }
    }

    pub(crate) fn check(&self, setting: Setting) -> Result<()> {
        let check_above = |is_above, parameter, bound, value: f64| {
            check::ensure(
                is_above && value.is_finite(),
                "plan",
                parameter,
                format!("finite and above {bound} for {setting}"),
                value,
            )
        };
        match *self {
            Self::Proportional { value, at_lr } => {
                check::value_of_setting(setting, "value", value)?;
                check_above(at_lr > 0.0, "at_lr", "0", at_lr)
            }
            Self::Opposite { low, high, lr } => {
                check::value_of_setting(setting, "low", low)?;
                check::value_of_setting(setting, "high", high)?;
                check::of_setting(setting, "lr.start", lr.0)?;
                check_above(lr.1 > lr.0, "lr.end", "lr.start", lr.1)
            }
        }
    }
}

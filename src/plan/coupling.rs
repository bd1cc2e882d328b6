use crate::error::check;
use crate::schedule::arithmetic::{product, saturate};
use crate::{Result, Setting};

/// A hyperparameter or a scalar whose value depends on the current rate instead of a schedule. The current rate includes the
/// reductions of a feedback rule and a requested `Cooldown`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Coupling {
    /// Proportional to the rate. At the rate `at_lr`, the value is `value`. If `at_lr` is absent, the peak of the group's rate is
    /// used, which [`Plan::resolve`](crate::Plan::resolve) fills in.
    Proportional { value: f64, at_lr: Option<f64> },
    /// `high` at rates up to `lr.0`, `low` at rates of `lr.1` and above, and a straight line between them.
    Opposite { low: f64, high: f64, lr: (f64, f64) },
}

impl Coupling {
    pub(crate) fn at(&self, rate: f64) -> f64 {
        match *self {
            // The peak of a group whose rate is always 0, or of a schedule that subtracts more than the base, is no measure.
            Self::Proportional { value, at_lr: Some(peak) } if peak <= 0.0 => {
                if rate > 0.0 {
                    value
                } else {
                    0.0
                }
            }
            Self::Proportional { value, at_lr } => product(value, saturate(rate / at_lr.unwrap_or(rate))),
            Self::Opposite { low, high, lr } => high - (high - low) * ((rate - lr.0) / (lr.1 - lr.0)).clamp(0.0, 1.0),
        }
    }

    pub(crate) fn is_proportional(&self) -> bool {
        matches!(self, Self::Proportional { .. })
    }

    /// The same coupling with another value, if it is proportional.
    pub(crate) fn with_value(&self, value: f64) -> Self {
        match *self {
            Self::Proportional { at_lr, .. } => Self::Proportional { value, at_lr },
            Self::Opposite { .. } => self.clone(),
        }
    }

    /// The same coupling with all values multiplied by the factor of a group.
    pub(crate) fn times(self, factor: f64) -> Self {
        match self {
            Self::Proportional { value, at_lr } => Self::Proportional { value: product(value, factor), at_lr },
            Self::Opposite { low, high, lr } => Self::Opposite { low: product(low, factor), high: product(high, factor), lr },
        }
    }

    /// The same coupling, at the peak of the group's rate if it has no `at_lr`.
    pub(crate) fn at_peak(&mut self, peak: f64) {
        if let Self::Proportional { at_lr: at_lr @ None, .. } = self {
            *at_lr = Some(peak);
        }
    }

    /// Checks the coupling of a scalar.
    pub(crate) fn check_of_scalar(&self, name: &str) -> Result<()> {
        match *self {
            Self::Proportional { value, at_lr } => {
                check::of_setting(name, "value", value)?;
                let at_lr = at_lr.unwrap_or(1.0);
                let is_above = at_lr > 0.0 && at_lr.is_finite();
                check::ensure(is_above, "plan", "at_lr", format!("finite and above 0 for {name}"), at_lr)
            }
            Self::Opposite { low, high, .. } => {
                check::of_setting(name, "low", low)?;
                check::of_setting(name, "high", high)
            }
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
                at_lr.map_or(Ok(()), |at_lr| check_above(at_lr > 0.0, "at_lr", "0", at_lr))
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

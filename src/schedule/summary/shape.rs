use crate::{Function, PhaseKind};
use std::f64::consts::PI;

/// The largest rounding error of a part of a phase.
const ROUNDING: f64 = 1e-9;

/// The form of a curve. All values of a phase lie on `a + b * progress`. Only the form determines `progress`.
///
/// Adding a constant to a curve, or multiplying the curve by a constant, does not change its form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Constant,
    Linear,
    /// Half a period of a cosine is `length` steps. The curve starts `position` steps after an extremum.
    Cosine {
        position: f64,
        length: f64,
    },
    /// A multiplication by `factor` every `steps` steps.
    Exponential {
        factor: f64,
        steps: f64,
    },
    /// A power of the number of steps that are left until the end.
    Polynomial {
        left: f64,
        length: f64,
        power: f64,
    },
    /// A power of the number of steps since an origin: `(origin + steps / unit)^power`.
    Power {
        origin: f64,
        unit: f64,
        power: f64,
    },
    /// A function of the fraction of `length` steps that has passed, `position` of them before the start. The text names it.
    Fraction {
        name: String,
        function: Function,
        position: f64,
        length: f64,
    },
    /// A function that has none of these forms. The text names it: "a function".
    Function(String),
    /// A schedule of the program, with its own description.
    Words(String),
}

impl Shape {
    /// Half a period of a cosine over `length` steps, from its start.
    pub(crate) fn cosine(length: u64) -> Self {
        Self::Cosine { position: 0.0, length: length as f64 }
    }

    /// A multiplication by `factor` at every step.
    pub(crate) fn decay(factor: f64) -> Self {
        Self::Exponential { factor, steps: 1.0 }
    }

    /// A power of the number of steps since `unit` steps before the start, in units of `unit` steps.
    pub(crate) fn power(unit: f64, power: f64) -> Self {
        Self::Power { origin: 1.0, unit, power }
    }

    /// A function of the fraction of `length` steps that has passed. Two functions with the same name must be equal.
    pub(crate) fn fraction(name: impl Into<String>, function: Function, length: u64) -> Self {
        Self::Fraction { name: name.into(), function, position: 0.0, length: length as f64 }
    }

    /// The same curve if each of its steps takes `pace` steps.
    pub(super) fn slowed(self, pace: f64) -> Self {
        match self {
            Self::Cosine { position, length } => Self::Cosine { position: position * pace, length: length * pace },
            Self::Exponential { factor, steps } => Self::Exponential { factor, steps: steps * pace },
            Self::Polynomial { left, length, power } => Self::Polynomial { left: left * pace, length: length * pace, power },
            Self::Power { origin, unit, power } => Self::Power { origin, unit: unit * pace, power },
            Self::Fraction { name, function, position, length } => {
                Self::Fraction { name, function, position: position * pace, length: length * pace }
            }
            other => other,
        }
    }

    /// The same curve from `steps` steps later on.
    pub(crate) fn later(self, steps: f64) -> Self {
        match self {
            Self::Cosine { position, length } => Self::Cosine { position: position + steps, length },
            Self::Polynomial { left, length, power } => Self::Polynomial { left: left - steps, length, power },
            Self::Power { origin, unit, power } => Self::Power { origin: origin + steps / unit, unit, power },
            Self::Fraction { name, function, position, length } => {
                Self::Fraction { name, function, position: position + steps, length }
            }
            other => other,
        }
    }

    /// The progress of the curve, `steps` steps after its start. `None` if the form does not determine it.
    pub(super) fn progress(&self, steps: f64) -> Option<f64> {
        match *self {
            Self::Fraction { ref function, position, length, .. } => {
                let fraction = (position + steps) / length;
                let is_within = (-ROUNDING..=1.0 + ROUNDING).contains(&fraction);
                is_within.then(|| function.at(fraction.clamp(0.0, 1.0)))
            }
            Self::Constant => Some(0.0),
            Self::Linear => Some(steps),
            Self::Cosine { position, length } => Some((PI * ((position + steps) / length)).cos()),
            Self::Exponential { factor, steps: every } => Some(factor.powf(steps / every)),
            Self::Polynomial { left, length, power } => {
                let rest = (left - steps) / length;
                (rest > -ROUNDING).then(|| rest.max(0.0).powf(power))
            }
            Self::Power { origin, unit, power } => {
                let since = origin + steps / unit;
                (since > 0.0).then(|| since.powf(power))
            }
            Self::Function(_) | Self::Words(_) => None,
        }
    }

    /// Whether the curve over `steps` steps is only a part of the natural form, by more than a step at either end.
    pub(super) fn is_part(&self, steps: f64) -> bool {
        match *self {
            Self::Cosine { position, length } => {
                let within = position.rem_euclid(length);
                (within > 1.0 && within < length - 1.0) || steps < length - 2.0
            }
            Self::Fraction { position, length, .. } => position > 1.0 || position + steps < length - 2.0,
            _ => false,
        }
    }

    pub(super) fn kind(&self) -> PhaseKind {
        match *self {
            Self::Constant => PhaseKind::Constant,
            Self::Linear => PhaseKind::Linear,
            Self::Cosine { .. } => PhaseKind::Cosine,
            Self::Exponential { .. } => PhaseKind::Exponential,
            Self::Polynomial { .. } => PhaseKind::Polynomial,
            Self::Power { .. } => PhaseKind::Power,
            Self::Fraction { .. } => PhaseKind::Named,
            Self::Function(_) | Self::Words(_) => PhaseKind::Other,
        }
    }

    /// The form as a noun: "cosine".
    pub(super) fn name(&self) -> String {
        match self {
            Self::Constant => "constant".into(),
            Self::Linear => "linear".into(),
            Self::Cosine { .. } => "cosine".into(),
            Self::Exponential { .. } => "exponential".into(),
            Self::Polynomial { power, .. } => format!("polynomial of power {}", crate::data::wording::number(*power)),
            Self::Power { power: -0.5, .. } => "inverse square root".into(),
            Self::Power { power: -1.0, .. } => "inverse time".into(),
            Self::Power { power, .. } => format!("power law of exponent {}", crate::data::wording::number(*power)),
            Self::Fraction { name: text, .. } | Self::Function(text) | Self::Words(text) => text.clone(),
        }
    }
}

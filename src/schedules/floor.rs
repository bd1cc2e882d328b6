//! The lowest value of a fall: a fraction of the base, or the same value for every base.

use crate::Result;
use crate::error::check;
use crate::schedule::arithmetic::{product, saturate};

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Floor {
    /// A fraction of the base.
    Factor(f64),
    /// The same value for every base.
    Value(f64),
}

impl Floor {
    pub(super) fn factor(owner: &'static str, alpha: f64) -> Result<Self> {
        Ok(Self::Factor(check::fraction(owner, "alpha", alpha)?))
    }

    pub(super) fn value(owner: &'static str, eta_min: f64) -> Result<Self> {
        Ok(Self::Value(check::finite(owner, "eta_min", eta_min)?))
    }

    /// The floor of a plan file, which has one of the two parameters.
    pub(super) fn of(owner: &'static str, alpha: f64, eta_min: Option<f64>) -> Result<Self> {
        let Some(eta_min) = eta_min else {
            return Self::factor(owner, alpha);
        };
        check::ensure(alpha == 0.0, owner, "alpha", "0, because eta_min sets the lowest value", alpha)?;
        Self::value(owner, eta_min)
    }

    pub(super) fn alpha(self) -> f64 {
        if let Self::Factor(alpha) = self { alpha } else { 0.0 }
    }

    pub(super) fn eta_min(self) -> Option<f64> {
        if let Self::Value(eta_min) = self { Some(eta_min) } else { None }
    }

    /// The value if the part `left` of the fall is left.
    pub(super) fn at(self, base: f64, left: f64) -> f64 {
        match self {
            Self::Factor(alpha) => product(base, alpha + (1.0 - alpha) * left),
            Self::Value(eta_min) => saturate(eta_min + saturate(base - eta_min) * left),
        }
    }

    /// The highest value of a fall from the base.
    pub(super) fn peak(self, base: f64) -> f64 {
        self.eta_min().map_or(base, |eta_min| base.max(eta_min))
    }

    /// Whether every value is the base times a factor.
    pub(super) fn is_proportional(self) -> bool {
        self.eta_min().is_none()
    }
}

/// `time^k` and `length^k`, whose quotient is the progress with the power `k`. If the second one overflows, the quotient and 1.
pub(super) fn powers(time: f64, length: f64, k: f64) -> (f64, f64) {
    let of_length = length.powf(k);
    if of_length.is_finite() { (time.powf(k), of_length) } else { ((time / length).powf(k), 1.0) }
}

use super::curve::Curve;
use super::finding::Finding;
use super::spelling::Names;
use crate::WarningKind;
use crate::data::wording::{count, number};

/// The highest rates in use are about 30, for optimizers that scale the rate of each layer by its norm (LARS).
const HIGHEST: f64 = 100.0;

/// A warning that the rate is so high that a sign of an exponent or a unit is probably wrong.
pub(super) fn check(curve: &Curve, names: &Names<'_>) -> Option<Finding> {
    let mut values = curve.steps.iter().zip(&curve.values);
    let (step, value) = values.find(|(_, value)| **value > HIGHEST)?;
    let message = format!(
        "the rate is {} at step {} of {}. Usual rates are between 1e-6 and 30: is the sign of an exponent wrong, or a factor in percent?",
        number(*value),
        count(*step),
        count(curve.run),
    );
    Some(Finding::of_curve(WarningKind::VeryHigh, names, message))
}

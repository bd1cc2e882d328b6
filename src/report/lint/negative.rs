use super::curve::Curve;
use super::finding::Finding;
use super::spelling::Names;
use crate::WarningKind;
use crate::data::wording::{count, number};

/// A warning that the rate is below 0. Each step at such a rate moves the weights against the direction in which the loss falls.
pub(super) fn check(curve: &Curve, names: &Names<'_>) -> Option<Finding> {
    let mut values = curve.steps.iter().zip(&curve.values);
    let (step, value) = values.find(|(_, value)| **value < 0.0)?;
    let message = format!(
        "the rate is {} at step {} of {}: steps at a negative rate raise the loss. End the schedule before this step, or {}",
        number(*value),
        count(*step),
        count(curve.run),
        names.at_least_0(curve.peak()),
    );
    Some(Finding::of_curve(WarningKind::Negative, names, message))
}

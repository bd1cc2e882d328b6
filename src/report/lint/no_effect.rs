use super::curve::Curve;
use super::finding::Finding;
use super::part::Part;
use super::spelling::Names;
use crate::WarningKind;
use crate::data::wording::number;

/// Types that people use to change a rate. Others, such as a decay with the factor 1, are also used for a constant rate.
const CHANGING: [&str; 17] = [
    "PolynomialLR",
    "CosineAnnealingLR",
    "CosineAnnealingWarmRestarts",
    "CyclicLR",
    "OneCycleLR",
    "RangeRamp",
    "Wsd",
    "CosineDecay",
    "PolynomialDecay",
    "Rex",
    "Tanh",
    "InverseSqrt",
    "Noam",
    "Power",
    "Eden",
    "InfiniteLR",
    "Sin",
];

/// A warning that the rate is the same at every step, although a schedule was meant to change it.
pub(super) fn check(parts: &[Part<'_>], curve: &Curve, names: &Names<'_>) -> Option<Finding> {
    const SHORTEST: u64 = 3;
    let first = *curve.values.first()?;
    let is_constant = curve.values.iter().all(|value| (value - first).abs() <= 1e-12 * first.abs());
    if curve.run < SHORTEST || !is_constant || parts.iter().any(|part| part.is_held || part.is_alternative) {
        return None;
    }
    let part = parts.iter().find(|part| CHANGING.contains(&part.type_name()))?;
    let message = format!("the rate is {} at every step of the run, so the {} has no effect", number(first), part.type_name());
    Some(Finding::of_curve(WarningKind::NoEffect, names, message))
}

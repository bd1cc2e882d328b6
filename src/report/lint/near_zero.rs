use super::curve::Curve;
use super::fall::lengths_of_wsd;
use super::finding::Finding;
use super::part::Part;
use super::spelling::Names;
use super::unit::is_in_epochs;
use crate::data::wording::{count, number};
use crate::report::description::subject::Subject;
use crate::{Result, WarningKind};

/// A rate below this fraction of its peak is negligible: in a million such steps the weights move less than in one step at the
/// peak.
const NEGLIGIBLE: f64 = 1e-6;
/// The rate may be negligible for less than one in 4 steps.
const NEGLIGIBLE_ONE_IN: u64 = 4;
/// The rate may be 0 for at most one in 100 steps, because rounding the length of an epoch can add a few steps.
const ZERO_ONE_IN: u64 = 100;
/// If the plan sets the value 0 on purpose, the rate may be 0 for at most one in 2 steps.
const HELD_ONE_IN: u64 = 2;

/// A warning that the end of the run trains nothing.
pub(super) fn check(subject: &Subject, parts: &[Part<'_>], curve: &Curve, names: &Names<'_>) -> Result<Option<Finding>> {
    let peak = curve.peak();
    if peak == 0.0 {
        return Ok(None);
    }
    let last = parts.iter().rev().find(|part| part.ends_the_run && part.start < curve.run);
    let is_held = parts.iter().any(|part| part.type_name() == "Hold") || last.is_some_and(is_explicit);
    let zero_one_in = if is_held { HELD_ONE_IN } else { ZERO_ONE_IN };
    let length = |from: Option<u64>| from.map_or(0, |from| curve.run - from);
    let zero = curve.below_from(subject, 0.0)?;
    let negligible = curve.below_from(subject, peak * NEGLIGIBLE)?;
    let (from, what) = if length(zero) > 1.max(curve.run / zero_one_in) {
        (zero, "0".to_owned())
    } else if length(negligible) > 1 && length(negligible) >= curve.run / NEGLIGIBLE_ONE_IN && !is_held {
        (negligible, format!("below a millionth of its peak {}", number(peak)))
    } else {
        return Ok(None);
    };
    let from = from.unwrap_or(0);
    let sentence = format!("from step {} of {} on the rate is {what}", count(from), count(curve.run));
    Ok(Some(match last.and_then(|part| cause(part, names, &sentence)) {
        Some(finding) => finding,
        None => Finding::of_curve(WarningKind::NearZero, names, format!("{sentence}, so these steps train nothing")),
    }))
}

/// Whether the plan contains each value of the part, so that a value of 0 was written on purpose.
fn is_explicit(part: &Part<'_>) -> bool {
    match part.type_name() {
        "Constant" | "Piecewise" => true,
        "LambdaLR" => part.parameter("lr_lambda").is_some_and(|function| function.field("power").is_none()),
        _ => false,
    }
}

/// The factor of a decay that is 0, and a usual one.
fn factor_of_zero(part: &Part<'_>) -> Option<(&'static str, &'static str)> {
    let usual = match part.type_name() {
        "StepLR" | "MultiStepLR" => "0.1",
        "ExponentialLR" => "0.9",
        _ => return None,
    };
    (part.number("gamma") == Some(0.0)).then_some(("gamma", usual))
}

/// The finding at the parameter that is responsible.
fn cause(part: &Part<'_>, names: &Names<'_>, sentence: &str) -> Option<Finding> {
    let steps = part.steps()?;
    if let Some((parameter, instead)) = factor_of_zero(part) {
        let (place, name) = (names.place(part, parameter), names.name(part, parameter));
        let message = format!("{place} is 0: {sentence}. Was {name} = {instead} meant?");
        return Some(Finding::of_parameter(WarningKind::NearZero, part, parameter, message));
    }
    if let Some([warmup, stable, decay]) = lengths_of_wsd(part) {
        let (place, name) = (names.place(part, "stable_steps"), names.name(part, "stable_steps"));
        let fitting = steps.saturating_sub(warmup.saturating_add(decay));
        let cure = match is_in_epochs(warmup.saturating_add(stable).saturating_add(decay), steps) {
            true => format!("Was the schedule meant in epochs? Then {}", names.in_epochs(part, "stable_steps")),
            false => format!("Write {name} = {fitting}"),
        };
        let message = format!("{place} is {}: {sentence}. {cure}", count(stable));
        return Some(Finding::of_parameter(WarningKind::NearZero, part, "stable_steps", message));
    }
    let parameter = match part.type_name() {
        "LinearLR" | "PolynomialLR" | "PolynomialDecay" => "total_iters",
        "CosineDecay" | "Rex" | "Tanh" => "T_max",
        "ExponentialLR" => "gamma",
        "StepLR" => "step_size",
        "MultiplicativeLR" | "LambdaLR" => "lr_lambda",
        _ => return None,
    };
    let (place, name) = (names.place(part, parameter), names.name(part, parameter));
    let message = match part.whole(parameter).filter(|_| ["total_iters", "T_max"].contains(&parameter)) {
        Some(length) => {
            let question = if is_in_epochs(length, steps) { "Was it meant in epochs? " } else { "" };
            format!("{place} is {}: {sentence}. {question}Write {name} = {steps}", count(length))
        }
        None => {
            let value = part.parameter(parameter).map_or(String::new(), |value| format!(" is {value}"));
            format!("{place}{value}: {sentence}. Was the schedule meant per epoch? Then {}", names.in_epochs(part, parameter))
        }
    };
    Some(Finding::of_parameter(WarningKind::NearZero, part, parameter, message))
}

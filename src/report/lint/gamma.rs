//! Factors of a decay that do almost nothing, or that make the value grow.

use super::finding::{Finding, in_steps};
use super::part::{Part, number as number_of};
use super::spelling::Names;
use crate::WarningKind;
use crate::data::wording::number;

/// A decay that leaves more than this of the value at the end of the run does nothing that could be measured.
const NO_EFFECT: f64 = 0.95;
/// A factor from here on is probably in percent.
const PERCENT: f64 = 20.0;

/// A factor that is applied again and again: its parameter, its value, and the number of steps between two applications.
fn factor<'a>(part: &Part<'a>) -> Option<(&'a str, f64, u64)> {
    let in_function = |kind: &str| number_of(part.parameter("lr_lambda")?.field(kind)?);
    match part.type_name() {
        "ExponentialLR" => Some(("gamma", part.number("gamma")?, 1)),
        "StepLR" => Some(("gamma", part.number("gamma")?, part.whole("step_size")?.max(1))),
        "MultiplicativeLR" => Some(("lr_lambda", in_function("constant")?, 1)),
        "LambdaLR" => Some(("lr_lambda", in_function("power")?, 1)),
        _ => None,
    }
}

/// The parameter that sets the time scale of a fall without an end.
fn time_scale(part: &Part<'_>) -> Option<&'static str> {
    match part.type_name() {
        "InverseSqrt" => Some("timescale"),
        "InverseTime" => Some("decay_rate"),
        "Eden" => Some("lr_batches"),
        "Power" if part.number("amplitude").is_none() => Some("after"),
        _ => None,
    }
}

/// A warning that a fall without an end is so slow that the rate hardly falls in the run.
fn slow(part: &Part<'_>, names: &Names<'_>, parameter: &str) -> Option<Finding> {
    let (schedule, steps) = (part.schedule()?, part.steps()?);
    let left = schedule.at(1.0, steps.saturating_sub(1)) / schedule.at(1.0, 0);
    if steps < 2 || left <= NO_EFFECT || left > 1.0 || schedule.constant_from().is_some() {
        return None;
    }
    let message = format!(
        "{} is {}: after the run of {} the rate is still {} of its base. Was it meant per batch?",
        names.place(part, parameter),
        part.parameter(parameter)?,
        in_steps(steps),
        number((left * 1000.0).round() / 1000.0)
    );
    Some(Finding::of_parameter(WarningKind::WrongUnit, part, parameter, message))
}

pub(super) fn check(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    if !part.ends_the_run || !part.is_the_value {
        return None;
    }
    if let Some(parameter) = time_scale(part) {
        return slow(part, names, parameter);
    }
    let (parameter, gamma, every) = factor(part)?;
    let (place, value) = (names.place(part, parameter), number(gamma));
    if gamma > 1.0 {
        // 95 is 95 percent, and 2 is a divisor.
        let meant = if (PERCENT..100.0).contains(&gamma) { gamma / 100.0 } else { (1000.0 / gamma).round() / 1000.0 };
        let message = format!("{place} is {value}, above 1, so the rate grows without a bound. Was {} meant?", number(meant));
        return Some(Finding::of_parameter(WarningKind::GrowsWithoutBound, part, parameter, message));
    }
    let steps = part.steps()?;
    let times = steps.saturating_sub(1) / every;
    let left = gamma.powf(times as f64);
    if times == 0 || gamma == 1.0 || left <= NO_EFFECT {
        return None;
    }
    let message = format!(
        "{place} is {value}: after the run of {} the rate is still {} of its base. Was it meant per batch?",
        in_steps(steps),
        number((left * 1000.0).round() / 1000.0)
    );
    Some(Finding::of_parameter(WarningKind::WrongUnit, part, parameter, message))
}

//! Schedules that are complete long before the run ends.

use super::finding::{Finding, in_steps};
use super::part::{Part, number as number_of, whole};
use super::spelling::Names;
use super::unit::is_in_epochs;
use crate::WarningKind;
use crate::data::Data;
use crate::data::wording::{count, number};

pub(super) fn check(part: &Part<'_>, names: &Names<'_>, is_rate: bool) -> Option<Finding> {
    match part.type_name() {
        "OneCycleLR" => one_cycle(part, names),
        "RangeRamp" if is_rate && part.ends_the_run => range_test(part, names),
        "CyclicLR" => amplitude(part, names),
        "Cycle" => peaks(part, names, "decay", part.whole("period")?),
        "Sin" => peaks(part, names, "peak_decay", part.whole("period")?).or_else(|| peaks(part, names, "gamma", 1)),
        "CosineAnnealingWarmRestarts" => cycles(part, names, is_rate),
        "PastEnd" => error_past_end(part, names),
        // Other values, such as a batch size or a momentum, also change early on purpose.
        _ if is_rate && part.ends_the_run => changes(part, names),
        _ => None,
    }
}

/// A one-cycle schedule that ends before the last step.
fn one_cycle(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    let total = part.whole("total_steps")?;
    let (steps, end) = (part.steps()?, part.end?);
    let last = part.absolute(total.saturating_sub(1));
    if last.saturating_add(1) >= end {
        return None;
    }
    let (place, name) = (names.place(part, "total_steps"), names.name(part, "total_steps"));
    let (kind, question) = match is_in_epochs(total, steps) {
        true => (WarningKind::WrongUnit, ": was it meant in epochs?"),
        false => (WarningKind::EndsEarly, "."),
    };
    let message = format!(
        "{place} is {}: the one cycle ends at step {}, and the value stays at its minimum until step {}{question} Write {name} = {steps}",
        count(total),
        count(last),
        count(end.saturating_sub(1))
    );
    Some(Finding::of_parameter(kind, part, "total_steps", message))
}

/// A range test that ends before the last step.
fn range_test(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    let (total, steps) = (part.whole("steps")?, part.steps()?);
    if total.saturating_add(1) >= steps {
        return None;
    }
    let message = format!(
        "{} is {}: the range test ends at step {}, and the rate stays at its highest value until step {}. Write {} = {steps}",
        names.place(part, "steps"),
        count(total),
        count(part.absolute(total.saturating_sub(1))),
        count(part.absolute(steps).saturating_sub(1)),
        names.name(part, "steps")
    );
    Some(Finding::of_parameter(WarningKind::EndsEarly, part, "steps", message))
}

/// An end before the last step of the run, after which a step is an error.
fn error_past_end(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    let is_error = matches!(part.parameter("policy"), Some(Data::Text(policy)) if policy == "error");
    let (end, steps) = (part.whole("end").filter(|_| is_error)?, part.steps()?);
    if end.saturating_add(1) >= steps {
        return None;
    }
    let message = format!(
        "{} is {}: the run stops with an error after step {}, but it has {}. Write {} = {steps}",
        names.place(part, "end"),
        count(end),
        count(part.absolute(end)),
        in_steps(steps),
        names.name(part, "end")
    );
    Some(Finding::of_parameter(WarningKind::EndsEarly, part, "end", message))
}

/// A height below this fraction of the first height is negligible.
const GONE: f64 = 0.01;

/// Whether a height that is negligible from a step on is negligible for more than three quarters of the run.
fn is_gone_in_most(from: u64, steps: u64) -> bool {
    from.saturating_mul(4) < steps
}

/// Restarts whose peaks vanish, or that are over long before the run ends.
fn cycles(part: &Part<'_>, names: &Names<'_>, is_rate: bool) -> Option<Finding> {
    let Some(limit) = part.whole("cycle_limit") else {
        return if part.whole("T_mult") == Some(1) { peaks(part, names, "peak_decay", part.whole("T_0")?) } else { None };
    };
    let (end, steps) = (part.schedule()?.constant_from()?, part.steps()?);
    // Some steps at the lowest value at the end of the run are usual: timm has 10 epochs of them.
    if !is_rate || !part.ends_the_run || steps.saturating_sub(end) <= 1.max(steps / 10) {
        return None;
    }
    let message = format!(
        "{} is {}: the last cycle ends at step {}, and the value stays at its minimum until step {}",
        names.place(part, "cycle_limit"),
        count(limit),
        count(part.absolute(end)),
        count(part.absolute(steps).saturating_sub(1))
    );
    Some(Finding::of_parameter(WarningKind::EndsEarly, part, "cycle_limit", message))
}

/// Restarts whose peaks vanish, because the parameter multiplies them every `period` steps.
fn peaks(part: &Part<'_>, names: &Names<'_>, parameter: &'static str, period: u64) -> Option<Finding> {
    let decay = part.number(parameter).filter(|decay| *decay < 1.0)?;
    let (cycles, steps) = ((GONE.ln() / decay.ln()).ceil() as u64, part.steps()?);
    let gone = cycles.saturating_mul(period);
    if !is_gone_in_most(gone, steps) {
        return None;
    }
    let message = format!(
        "{} is {}: from step {} of {} on the peaks of the cycles are below a hundredth of the first one",
        names.place(part, parameter),
        number(decay),
        count(part.absolute(gone)),
        count(part.absolute(steps)),
    );
    Some(Finding::of_parameter(WarningKind::NearZero, part, parameter, message))
}

/// Cycles whose amplitude is negligible in most of the run.
fn amplitude(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    let up = part.whole("step_size_up")?;
    let cycle = up.saturating_add(part.whole("step_size_down").unwrap_or(up)).max(1);
    let (parameter, gone) = match part.parameter("mode") {
        Some(Data::Text(mode)) if mode == "triangular2" => ("mode", GONE.log2().abs().ceil() as u64 * cycle),
        Some(Data::Text(mode)) if mode == "exp_range" => {
            ("gamma", (GONE.ln() / part.number("gamma").filter(|gamma| *gamma < 1.0)?.ln()).ceil() as u64)
        }
        _ => return None,
    };
    let steps = part.steps()?;
    if part.parameter("scale_fn").is_some_and(|data| *data != Data::Null) || !is_gone_in_most(gone, steps) {
        return None;
    }
    let place = names.place(part, parameter);
    let message = format!(
        "{place}: from step {} of {} on the cycles are below a hundredth of their height, and the rate stays at {}",
        count(part.absolute(gone)),
        count(part.absolute(steps)),
        names.name(part, "base_lr")
    );
    Some(Finding::of_parameter(WarningKind::EndsEarly, part, parameter, message))
}

/// Decays that were counted in epochs in a run that advances at every batch, so that all of them come at the start of the run.
fn changes(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    let steps = part.steps()?;
    let (parameter, last) = match part.type_name() {
        "LinearLR" if !part.rises() && part.number("end_factor") != Some(0.0) => ("total_iters", part.whole("total_iters")?),
        "MultiStepLR" => ("milestones", part.list("milestones").iter().filter_map(whole).max()?),
        "Piecewise" => ("pieces", last_of_falling(&points_of_pieces(part))?),
        "LambdaLR" => ("lr_lambda", last_of_falling(&points_of_function(part)?)?),
        _ => return None,
    };
    if last == 0 || !is_in_epochs(last, steps) {
        return None;
    }
    let place = names.place(part, parameter);
    let message = format!(
        "{place}: the last change is at step {}, and the run has {}: was the schedule meant in epochs? Then {}",
        count(part.absolute(last)),
        in_steps(steps),
        names.in_epochs(part, parameter)
    );
    Some(Finding::of_parameter(WarningKind::WrongUnit, part, parameter, message))
}

/// The step of the last point, if its value is below the highest one, and not 0.
fn last_of_falling(points: &[(u64, f64)]) -> Option<u64> {
    let highest = points.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    points.last().filter(|(_, value)| *value > 0.0 && *value < highest).map(|(step, _)| *step)
}

fn points_of_pieces(part: &Part<'_>) -> Vec<(u64, f64)> {
    let point = |piece: &Data| Some((whole(piece.field("step")?)?, number_of(piece.field("factor")?)?));
    let first = part.number("start").map(|start| (0, start));
    first.into_iter().chain(part.list("pieces").iter().filter_map(point)).collect()
}

fn points_of_function(part: &Part<'_>) -> Option<Vec<(u64, f64)>> {
    let function = part.parameter("lr_lambda")?;
    let Data::List(points) = function.field("table").or(function.field("interpolate"))? else { return None };
    let point = |point: &Data| match point {
        Data::List(pair) => Some((whole(pair.first()?)?, number_of(pair.get(1)?)?)),
        _ => None,
    };
    Some(points.iter().filter_map(point).collect())
}

//! Schedules that are complete long before the run ends.

use super::fall::steps_of_changes;
use super::finding::{Finding, in_steps};
use super::part::Part;
use super::spelling::Names;
use super::unit::is_in_epochs;
use crate::WarningKind;
use crate::data::wording::count;

pub(super) fn check(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    match part.type_name() {
        "OneCycleLR" => one_cycle(part, names),
        "CyclicLR" => amplitude(part, names),
        _ if part.ends_the_run => changes(part, names),
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

/// Cycles whose amplitude is gone in most of the run.
fn amplitude(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    /// What is left of the amplitude is nothing below a hundredth.
    const GONE: f64 = 0.01;
    let up = part.whole("step_size_up")?;
    let cycle = up.saturating_add(part.whole("step_size_down").unwrap_or(up)).max(1);
    let (parameter, gone) = match part.parameter("mode") {
        Some(crate::data::Data::Text(mode)) if mode == "triangular2" => ("mode", GONE.log2().abs().ceil() as u64 * cycle),
        Some(crate::data::Data::Text(mode)) if mode == "exp_range" => {
            ("gamma", (GONE.ln() / part.number("gamma").filter(|gamma| *gamma < 1.0)?.ln()).ceil() as u64)
        }
        _ => return None,
    };
    let steps = part.steps()?;
    // Three quarters of the run without cycles are not what cycles are for.
    if part.parameter("scale_fn").is_some_and(|data| *data != crate::data::Data::Null) || gone.saturating_mul(4) >= steps {
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

/// Decays in epochs that advance with every batch: all of them come at the very start of the run.
fn changes(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    let steps = part.steps()?;
    let (parameter, last) = match part.type_name() {
        "LinearLR" if !part.rises() && part.number("end_factor") != Some(0.0) => ("total_iters", part.whole("total_iters")?),
        "Piecewise" => ("pieces", last_of_falling_pieces(part)?),
        _ => steps_of_changes(part).and_then(|(parameter, steps)| Some((parameter, steps.into_iter().max()?)))?,
    };
    if last == 0 || !is_in_epochs(last, steps) {
        return None;
    }
    let place = names.place(part, parameter);
    let message = format!(
        "{place}: the last change is at step {}, and the run has {}: was the schedule meant in epochs? Then {}",
        count(part.absolute(last)),
        in_steps(steps),
        names.every()
    );
    Some(Finding::of_parameter(WarningKind::WrongUnit, part, parameter, message))
}

/// The step of the last piece, if the value ends below its highest one, and not at 0.
fn last_of_falling_pieces(part: &Part<'_>) -> Option<u64> {
    let factor = |piece: &crate::data::Data| super::part::number(piece.field("factor")?);
    let pieces = part.list("pieces");
    let last = pieces.last()?;
    let highest = pieces.iter().filter_map(factor).chain(part.number("start")).fold(0.0, f64::max);
    let end = factor(last)?;
    (end > 0.0 && end < highest).then(|| super::part::whole(last.field("step")?)).flatten()
}

//! Warm-ups that are too long or too short for the run.

use super::finding::{Finding, in_steps};
use super::part::Part;
use super::spelling::Names;
use super::unit::{BATCHES, is_in_batches};
use crate::WarningKind;
use crate::data::wording::count;

/// A warm-up shorter than this fraction of the run has no effect: Adam's second moment averages about a thousand steps, and the
/// shortest usual warm-up is a thousandth of the run.
const SHORTEST: u64 = 10_000;

pub(super) fn check(part: &Part<'_>, names: &Names<'_>, is_rate: bool) -> Option<Finding> {
    let (parameter, complete) = match part.type_name() {
        "Warmup" | "WarmupBeside" => ("steps", part.whole("steps")?),
        "Wsd" | "Noam" | "InfiniteLR" => ("warmup_steps", part.whole("warmup_steps").filter(|steps| *steps > 0)?),
        "Eden" => ("warmup_batches", part.whole("warmup_batches").filter(|steps| *steps > 0)?),
        // The next schedule of a sequence may start at `total_iters`, so the warm-up needs only the steps before.
        "LinearLR" if part.rises() => ("total_iters", part.whole("total_iters")?),
        // A constant factor at the end of a run is a floor.
        "ConstantLR" if part.rises() && part.start == 0 && part.is_the_value => ("total_iters", part.whole("total_iters")?),
        _ => return None,
    };
    let second = part.warmup > 1 && parameter != "steps" && !["LinearLR", "ConstantLR"].contains(&part.type_name());
    if second && is_rate {
        let message = format!(
            "{} is {}: a warm-up of {} comes before the {}, which begins with a warm-up of its own. Leave one of them out",
            names.place(part, parameter),
            count(complete),
            in_steps(part.warmup),
            part.type_name()
        );
        return Some(Finding::of_parameter(WarningKind::WarmupTooLong, part, parameter, message));
    }
    let (steps, end) = (part.steps()?, part.end?);
    let place = names.place(part, parameter);
    let finding = |kind, message| Some(Finding::of_parameter(kind, part, parameter, message));
    if part.absolute(complete) > end {
        let what = if part.ends_the_run { "the run" } else { "its part of the run" };
        let unit = if is_in_batches(complete, steps) { ": was it meant in batches?" } else { "" };
        let message = format!(
            "{place} is {}: the warm-up would end at step {}, but {what} ends at step {}{unit}",
            count(complete),
            count(part.absolute(complete)),
            count(end)
        );
        return finding(WarningKind::WarmupTooLong, message);
    }
    let is_of_the_run = is_rate && part.start == 0 && part.ends_the_run && part.is_the_value;
    if is_of_the_run && complete.saturating_mul(2) > steps {
        let message = format!("{place} is {}: the warm-up takes more than half of the run of {}", count(complete), in_steps(steps));
        return finding(WarningKind::WarmupTooLong, message);
    }
    if is_of_the_run && is_default_line(part) && steps > complete.saturating_mul(BATCHES) {
        let message = format!(
            "{place} is {}: a LinearLR with torch's defaults is a warm-up of 5 steps. Was a fall meant? Then write start_factor = 1, \
             end_factor = 0, total_iters = {steps}",
            count(complete)
        );
        return finding(WarningKind::EndsEarly, message);
    }
    if is_rate && part.start == 0 && part.absolute(complete).saturating_mul(SHORTEST) <= run_of(part) {
        let cure = names.length_in_epochs(part, parameter, complete);
        let message = format!(
            "{place} is {}, and the run has {}: was the warm-up meant in epochs? Then {cure}",
            count(complete),
            in_steps(run_of(part))
        );
        return finding(WarningKind::WrongUnit, message);
    }
    None
}

/// Whether the schedule of the run is only a line with torch's defaults.
fn is_default_line(part: &Part<'_>) -> bool {
    let of_defaults = || (part.number("start_factor"), part.number("end_factor"), part.whole("total_iters"));
    part.path == "schedule" && part.type_name() == "LinearLR" && of_defaults() == (Some(1.0 / 3.0), Some(1.0), Some(5))
}

/// The length of the run, if the part lasts until its end. A warm-up in a sequence ends before.
fn run_of(part: &Part<'_>) -> u64 {
    if part.ends_the_run { part.end.unwrap_or(0) } else { 0 }
}

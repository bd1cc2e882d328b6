//! Warm-ups that are too long or too short for the run.

use super::finding::{Finding, in_steps};
use super::part::Part;
use super::spelling::Names;
use super::unit::is_in_batches;
use crate::WarningKind;
use crate::data::wording::count;

/// A warm-up shorter than this fraction of the run has no effect: Adam's second moment averages about a thousand steps, and the
/// shortest usual warm-up is a thousandth of the run.
const SHORTEST: u64 = 10_000;

pub(super) fn check(part: &Part<'_>, names: &Names<'_>, is_rate: bool) -> Option<Finding> {
    let (parameter, complete) = match part.type_name() {
        "Warmup" | "WarmupBeside" => ("steps", part.whole("steps")?),
        "Noam" => ("warmup_steps", part.whole("warmup_steps")?),
        "Wsd" => ("warmup_steps", part.whole("warmup_steps").filter(|steps| *steps > 0)?),
        // The next schedule of a sequence may start at `total_iters`, so the warm-up needs only the steps before.
        "LinearLR" if part.rises() => ("total_iters", part.whole("total_iters")?),
        _ => return None,
    };
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
    if is_rate && part.start == 0 && part.absolute(complete).saturating_mul(SHORTEST) <= run_of(part) {
        let message = format!(
            "{place} is {}, and the run has {}: was the warm-up meant in epochs? Then write the number of steps in these epochs",
            count(complete),
            in_steps(run_of(part))
        );
        return finding(WarningKind::WrongUnit, message);
    }
    None
}

/// The length of the run, if the part lasts until its end. A warm-up in a sequence ends before.
fn run_of(part: &Part<'_>) -> u64 {
    if part.ends_the_run { part.end.unwrap_or(0) } else { 0 }
}

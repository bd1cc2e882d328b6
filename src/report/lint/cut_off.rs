use super::fall::Fall;
use super::finding::{Finding, in_steps};
use super::part::Part;
use super::spelling::Names;
use super::unit::is_in_batches;
use crate::WarningKind;
use crate::data::wording::{count, number};

/// A fall of which less than this is left at the last step counts as complete. It is a tenth of the smallest usual decay, a factor
/// of 10.
const COMPLETE: f64 = 0.01;

/// A warning that the run ends before the schedule arrives at its last value.
pub(super) fn check(part: &Part<'_>, names: &Names<'_>, base: f64) -> Option<Finding> {
    let fall = Fall::of(part)?;
    let (steps, end) = (part.steps()?, part.end?);
    let arrives = part.absolute(fall.steps);
    // The last step of the run is `end - 1`. People count the first and the last step in different ways, so a difference of one
    // step is not a mistake.
    if steps == 0 || arrives <= end.saturating_add(part.pace) {
        return None;
    }
    let (place, name) = (names.place(part, &fall.parameter), names.name(part, &fall.parameter));
    let run_length = names.run_length();
    let fitting = steps.saturating_sub(fall.others);
    if !part.ends_the_run {
        // Other falls are left early on purpose, as a cosine for the rate of an average of the weights.
        let is_complete_only_at_its_end = ["OneCycleLR", "RangeRamp", "SWALR"].contains(&part.type_name());
        let message = format!(
            "{place} is {}: the schedule would end at step {}, but its part of the run ends at step {}. Write {name} = {fitting}",
            count(fall.written),
            count(arrives),
            count(end),
        );
        let is_meant = part.is_held || !is_complete_only_at_its_end;
        return (!is_meant).then(|| Finding::of_parameter(WarningKind::CutOff, part, &fall.parameter, message));
    }
    // The length of a run that ends where the parameter ends.
    let length = part.absolute(fall.written.saturating_add(fall.others));
    let finding = |kind, message| Some(Finding::of_parameter(kind, part, &fall.parameter, message));
    if is_in_batches(fall.steps, steps) {
        // If one step of the schedule takes several steps of the run, the parameter is probably right.
        let or_write = if part.pace == 1 { format!(", or write {name} = {fitting}") } else { String::new() };
        let message = format!(
            "{place} is {}, and the run has {} for it: was the schedule meant per batch, or for a longer run? Then set {run_length} to \
            {}{or_write}",
            count(fall.written),
            in_steps(steps),
            count(length),
        );
        return finding(WarningKind::WrongUnit, message);
    }
    // A length that equals the length of the run is a mistake even if only a small part of the fall is cut off.
    if part.warmup > 1 && (length - part.start).abs_diff(end) <= part.pace {
        let message = format!(
            "{place} is {}, the length of the run, but a warm-up of {} comes before it: the run ends at step {}, and the schedule \
            would end at step {}. Write {name} = {fitting}",
            count(fall.written),
            in_steps(part.warmup),
            count(end),
            count(arrives),
        );
        return finding(WarningKind::CountsWarmup, message);
    }
    let left = fall.left(part, base, steps - 1)?;
    if left <= COMPLETE {
        return None;
    }
    let percent = number((left * 100.0).max(1.0).round());
    let message = format!(
        "{place} is {}, and the run has {} for it: {percent} % of the change is left at the last step. Write {name} = {fitting}, or set {run_length} to {}",
        count(fall.written),
        in_steps(steps),
        count(length),
    );
    finding(WarningKind::CutOff, message)
}

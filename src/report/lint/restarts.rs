//! Restarts that are cut in the middle of a cycle, and restarts that come far too often.

use super::curve::FARTHEST;
use super::finding::{Finding, in_steps};
use super::part::Part;
use super::spelling::Names;
use super::unit::is_in_batches;
use crate::WarningKind;
use crate::data::wording::count;
use crate::schedule::lookup;

/// A cycle of which less than this is left at the last step counts as complete.
const COMPLETE: f64 = 0.01;
/// More cycles than this in one run are probably cycles in epochs that advance with every batch. Snapshot ensembles have 5 to 20
/// cycles.
const MOST_CYCLES: u64 = 500;

/// A cycle: the step of the schedule at which it starts, and its length.
struct Cycle {
    start: u64,
    length: u64,
}

pub(super) fn check(part: &Part<'_>, names: &Names<'_>, base: f64) -> Option<Finding> {
    let (parameter, first, factor) = match part.type_name() {
        "CosineAnnealingWarmRestarts" => ("T_0", part.whole("T_0")?, part.whole("T_mult")?),
        "Cycle" | "Sin" => ("period", part.whole("period")?, 1),
        "CyclicLR" => {
            let up = part.whole("step_size_up")?;
            ("step_size_up", up.saturating_add(part.whole("step_size_down").unwrap_or(up)), 1)
        }
        _ => return None,
    };
    let steps = part.steps().filter(|steps| *steps > 0)?;
    // A limited number of cycles that ends within the run is complete.
    if part.whole("cycle_limit").is_some() && part.schedule()?.constant_from().is_some_and(|end| end <= steps) {
        return None;
    }
    let (place, name, length) = (names.place(part, parameter), names.name(part, parameter), names.run_length());
    let finding = |kind, message| Some(Finding::of_parameter(kind, part, parameter, message));
    if factor == 1 && steps / first.max(1) > MOST_CYCLES && part.pace == 1 {
        let message = format!(
            "{place}: with {} steps in a cycle, the run has {} cycles: was it meant in epochs? Then {}",
            count(first),
            count(steps / first.max(1)),
            names.in_epochs(part, parameter)
        );
        return finding(WarningKind::WrongUnit, message);
    }
    // A triangle or a wave starts and ends at the same value, so the run may end at any step of it.
    if !part.ends_the_run || ["CyclicLR", "Sin"].contains(&part.type_name()) {
        return None;
    }
    if is_in_batches(first, steps) {
        let message = format!(
            "{place} is {}, and the run has {} for it: was the schedule meant per batch, or for a longer run? Then set {length} to \
            {}, or write {name} = {steps}",
            count(first),
            in_steps(steps),
            count(part.absolute(first))
        );
        return finding(WarningKind::WrongUnit, message);
    }
    let last = last_cycle(first, factor, steps - 1);
    let cycle_end = last.start.saturating_add(last.length);
    // A difference of one step is not a mistake.
    let ends_with_a_cycle = cycle_end <= steps.saturating_add(1) || (last.start > 0 && last.start >= steps - 1);
    if ends_with_a_cycle || left(part, base, &last, steps - 1)? <= COMPLETE {
        return None;
    }
    let shorter = if last.start == 0 { String::new() } else { format!("{} or ", count(part.absolute(last.start))) };
    let message = format!(
        "the run ends at step {}, in the middle of a cycle of {place} = {} that ends at step {}. Set {length} to {shorter}{}, or change {name}",
        count(part.absolute(steps)),
        count(first),
        count(part.absolute(cycle_end)),
        count(part.absolute(cycle_end))
    );
    finding(WarningKind::CutOff, message)
}

/// The cycle that contains a step, if each cycle is `factor` times as long as the one before.
fn last_cycle(first: u64, factor: u64, step: u64) -> Cycle {
    let first = first.max(1);
    if factor <= 1 {
        return Cycle { start: step - step % first, length: first };
    }
    let (mut start, mut length) = (0u64, first);
    while start.saturating_add(length) <= step {
        start = start.saturating_add(length);
        length = length.saturating_mul(factor);
    }
    Cycle { start, length }
}

/// How much of the last cycle's fall is left at a step. `None` if a cycle does not end far below its start, so that it is no fall.
fn left(part: &Part<'_>, base: f64, cycle: &Cycle, step: u64) -> Option<f64> {
    const LOW: f64 = 0.1;
    let schedule = part.schedule()?;
    if lookup::steps_to_walk(&*schedule, cycle.start.saturating_add(cycle.length) as f64) > FARTHEST {
        return None;
    }
    let end = cycle.start.saturating_add(cycle.length).saturating_sub(1);
    let [first, now, last] = [cycle.start, step, end].map(|step| schedule.at(base, step));
    (first > 0.0 && last < LOW * first).then(|| (now - last) / first)
}

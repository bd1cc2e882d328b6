//! Phases that never start.

use super::fall::{lengths_of_wsd, steps_of_changes};
use super::finding::{Finding, in_steps};
use super::part::{Part, whole};
use super::spelling::Names;
use super::unit::is_in_batches;
use crate::WarningKind;
use crate::data::wording::{count, listed};

/// Something that starts at a step of a schedule, and the parameter that sets this step.
struct Start {
    parameter: String,
    what: String,
    step: u64,
    /// The value of the parameter.
    written: u64,
}

pub(super) fn check(part: &Part<'_>, names: &Names<'_>) -> Vec<Finding> {
    let mut findings: Vec<_> = milestones(part, names).into_iter().collect();
    // What comes after something that is never reached is not reached either.
    findings.extend(starts(part).iter().find_map(|start| never(part, names, start)));
    findings.extend(empty_members(part, names));
    findings
}

/// The steps at which something new starts, so that the schedule must still run after them.
fn starts(part: &Part<'_>) -> Vec<Start> {
    let of = |parameter: &str, what: &str| part.whole(parameter).map(|step| start(parameter.into(), what.into(), step));
    match part.type_name() {
        "StepLR" => of("step_size", "the first decay").into_iter().collect(),
        "CyclicLR" => of("step_size_up", "the first peak").into_iter().collect(),
        "Delay" => of("steps", "the end of the delay").into_iter().collect(),
        "InfiniteLR" => of("anneal_start", "the last decay").into_iter().collect(),
        "Frozen" => of("until", "the end of the frozen phase").into_iter().collect(),
        "Wsd" => lengths_of_wsd(part).map_or(vec![], |[warmup, stable, _]| {
            vec![Start { step: warmup.saturating_add(stable), ..start("stable_steps".into(), "the decay".into(), stable) }]
        }),
        "SequentialLR" => {
            let start = |(index, step): (usize, &_)| {
                Some(start(format!("milestones[{index}]"), format!("schedule {}", index + 1), whole(step)?))
            };
            part.list("milestones").iter().enumerate().filter_map(start).collect()
        }
        // A piece starts at the end of the piece before. The last piece only needs to start.
        "Piecewise" => {
            let pieces = part.list("pieces");
            let start = |(index, piece): (usize, &crate::data::Data)| {
                Some(start(format!("pieces[{index}].step"), format!("piece {}", index + 1), whole(piece.field("step")?)?))
            };
            pieces.iter().enumerate().take(pieces.len().saturating_sub(1)).filter_map(start).collect()
        }
        _ => vec![],
    }
}

/// A start at the step that the parameter sets.
fn start(parameter: String, what: String, step: u64) -> Start {
    Start { parameter, what, step, written: step }
}

fn never(part: &Part<'_>, names: &Names<'_>, start: &Start) -> Option<Finding> {
    let (steps, end, step) = (part.steps()?, part.end?, part.absolute(start.step));
    if step < end {
        return None;
    }
    let place = names.place(part, &start.parameter);
    if is_in_batches(start.step, steps) {
        let is = format!("is {}", count(start.written));
        return Some(in_batches(part, names, &start.parameter, &is, steps));
    }
    let message =
        format!("{place} is {}: {} at step {} is never reached, {}", count(start.written), start.what, count(step), ending(part));
    Some(Finding::of_parameter(WarningKind::NeverReached, part, &start.parameter, message))
}

/// A warning about the milestones after the end.
fn milestones(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    let (parameter, steps_of_changes) = steps_of_changes(part)?;
    let (steps, end) = (part.steps()?, part.end?);
    let late: Vec<_> = steps_of_changes.iter().copied().filter(|step| part.absolute(*step) >= end).collect();
    let first = *late.iter().min()?;
    if late.len() == steps_of_changes.len() && is_in_batches(first, steps) {
        let begin = format!("begins at step {}", count(first));
        return Some(in_batches(part, names, parameter, &begin, steps));
    }
    let place = names.place(part, parameter);
    let late: Vec<_> = late.iter().map(|step| count(part.absolute(*step))).collect();
    let (what, are) = if late.len() == 1 { ("step", "is") } else { ("steps", "are") };
    let message = format!("{place}: {what} {} {are} never reached, {}", listed(&late), ending(part));
    Some(Finding::of_parameter(WarningKind::NeverReached, part, parameter, message))
}

fn in_batches(part: &Part<'_>, names: &Names<'_>, parameter: &str, is: &str, steps: u64) -> Finding {
    let length = names.run_length();
    if part.pace > 1 {
        let (pace, name) = (count(part.pace), names.name(part, parameter));
        let message = format!(
            "{} {is}, and the run has {} of Every for it, each of {pace} steps of the run: count {name} in these, or leave Every out",
            names.place(part, parameter),
            in_steps(steps)
        );
        return Finding::of_parameter(WarningKind::WrongUnit, part, parameter, message);
    }
    let message = format!(
        "{} {is}, and the run has {} for it: was it counted in batches, or for a longer run? Then set {length} to the length in \
        batches, or count {} in the steps of the run",
        names.place(part, parameter),
        in_steps(steps),
        names.name(part, parameter)
    );
    Finding::of_parameter(WarningKind::WrongUnit, part, parameter, message)
}

/// The members of a sequence that have no step, because the next member starts at the same one.
fn empty_members(part: &Part<'_>, names: &Names<'_>) -> Vec<Finding> {
    if part.type_name() != "SequentialLR" {
        return vec![];
    }
    let milestones: Vec<_> = std::iter::once(0).chain(part.list("milestones").iter().filter_map(whole)).collect();
    let empty = milestones.windows(2).enumerate().filter(|(_, pair)| pair[0] == pair[1]);
    let finding = |(index, pair): (usize, &[u64])| {
        let (place, step) = (names.place(part, &format!("milestones[{index}]")), count(part.absolute(pair[1])));
        let message = format!("{place} is {step}: schedule {index} is never reached, because the next one starts at the same step");
        Finding::of_parameter(WarningKind::NeverReached, part, &format!("milestones[{index}]"), message)
    };
    empty.map(finding).collect()
}

fn ending(part: &Part<'_>) -> String {
    let what = if part.ends_the_run { "the run" } else { "its part of the run" };
    format!("because {what} ends at step {}", part.end.map_or(String::new(), count))
}

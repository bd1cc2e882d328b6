//! What is left of the run for a schedule in a plan: from the step at which it starts to the step at which it ends.

use super::context::RunContext;
use super::length_problem::length_problem;
use crate::Result;
use crate::data::node::{FieldName, Node, Read};
use crate::data::path::Path;
use crate::data::tree::Data;

/// The length of what is left of the run after the start of a schedule.
pub(super) const REST: &str = "rest";

/// Combinators whose schedules have the combinator's own time.
const SAME_TIME: [&str; 11] =
    ["WarmupBeside", "Hold", "Noise", "Plus", "Times", "Min", "Max", "Clamp", "Scale", "Offset", "ChainedScheduler"];

/// The phases of a schedule that has several, each with a length of its own.
const PHASES: [&str; 3] = ["warmup_steps", "stable_steps", "decay_steps"];

/// The number of steps that the schedule with the parameter `node` has in the run. For a phase of `Wsd`, what the other two leave.
pub(super) fn steps_left(node: &Node<'_>) -> Result<u64> {
    let mut place = *node;
    while type_of(&place).is_none() {
        match place.parent {
            Some(parent) => place = *parent,
            None => break,
        }
    }
    let left = length(node, &place)?;
    match node.path {
        Path::Field(_, phase) if type_of(&place) == Some("Wsd") && PHASES.contains(&phase) => {
            let others = PHASES.iter().filter(|other| **other != phase).map(|other| other_phase(node, &place, other));
            Ok(left.saturating_sub(others.sum::<Result<u64>>()?))
        }
        _ if left == 0 => {
            let advice =
                "what comes before takes the whole run, so that no step is left: shorten it, such as a warm-up that is too long";
            node.unexpected_but("at least 1 step", advice)
        }
        _ => Ok(left),
    }
}

/// The length of another phase than that of `node`.
fn other_phase(node: &Node<'_>, schedule: &Node<'_>, name: &'static str) -> Result<u64> {
    if matches!(schedule.data.field(name), Some(Data::Text(text)) if text == REST) {
        return node.unexpected_but("a number of steps", format!("{name} is \"rest\" too, and only one phase can be"));
    }
    Ok(schedule.field(name)?.unwrap_or(0))
}

/// The number of steps of a schedule at `place`. Errors are at `node`.
fn length(node: &Node<'_>, place: &Node<'_>) -> Result<u64> {
    // A list of schedules is a field of the combinator.
    let (around, index) = match (place.path, place.parent) {
        (Path::Index(_, index), Some(list)) => (list.parent, Some(index)),
        (_, around) => (around, None),
    };
    let Some((combinator, name)) = around.and_then(|around| Some((around, type_of(around)?))) else {
        return node.run.map_or_else(|| unknown(node, "outside of a plan"), |run| total(node, run));
    };
    let steps = |name| combinator.required::<u64>(FieldName::plain(name));
    let all = || length(node, combinator);
    match name {
        "Warmup" | "WithWarmup" | "Delay" => Ok(all()?.saturating_sub(steps("steps")?)),
        "Frozen" => Ok(all()?.saturating_sub(steps("until")?)),
        "Within" => {
            let bound = |name| combinator.optional::<u64>(FieldName::plain(name));
            let end = bound("until")?.map_or_else(all, Ok)?;
            Ok(end.saturating_sub(bound("from")?.unwrap_or(0)))
        }
        "PastEnd" => steps("end"),
        "Cycle" => steps("period"),
        "Every" | "Stretch" => Ok(all()?.div_ceil(steps("steps")?.max(1))),
        "SequentialLR" | "SequentialLr" => between_milestones(node, combinator, index.unwrap_or(0)),
        _ if SAME_TIME.contains(&name) => all(),
        _ => unknown(node, &format!("inside of {name}")),
    }
}

/// The number of steps of a member of a sequence.
fn between_milestones(node: &Node<'_>, sequence: &Node<'_>, index: usize) -> Result<u64> {
    let milestones = sequence.place("milestones")?;
    let count = milestones.list("a list")?.len();
    let milestone = |index: usize| u64::read(&milestones.item(index)?);
    let start = if index == 0 { 0 } else { milestone(index - 1)? };
    let end = if index < count { milestone(index)? } else { length(node, sequence)? };
    Ok(end.saturating_sub(start))
}

fn total(node: &Node<'_>, run: &RunContext) -> Result<u64> {
    run.total_steps().map_err(|error| length_problem(node, error))
}

fn unknown(node: &Node<'_>, place: &str) -> Result<u64> {
    node.unexpected_but("a number of steps", format!("write the number of steps, because \"rest\" is not known {place}"))
}

fn type_of<'n>(node: &Node<'n>) -> Option<&'n str> {
    match node.data.field(FieldName::TYPE.torch) {
        Some(Data::Text(name)) => Some(name),
        _ => None,
    }
}

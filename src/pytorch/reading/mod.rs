//! Reads a plan and a state from a file that Python wrote.

mod base;
mod budget;
mod clock;
mod one_cycle;
mod per_group;
mod plateau;
mod rates;
mod saved_scheduler;
mod schedule;

use super::class::Class;
use crate::data::Data;
use crate::data::Node;
use crate::{Constant, DryRun, Functions, Plan, Result, ScheduleSpec, Scheduler, State};
use budget::Budget;
use per_group::PerGroup;
use saved_scheduler::SavedScheduler;

pub(super) fn run(data: &Data, functions: &Functions) -> Result<(Plan, State)> {
    let root = Node::root(data, functions);
    if data.field("scheduler").is_none() {
        return root.unexpected(
            "the fields scheduler, state_dict and param_groups, as the Python lines in the docs of `pytorch` write them",
        );
    }
    let (outline, state, list) = (root.place("scheduler")?, root.place("state_dict")?, root.place("param_groups")?);
    state.fields("an object")?;
    let groups = list.list("a list of the groups of the optimizer")?.len();
    let groups = (0..groups).map(|group| list.item(group)).collect::<Result<Vec<_>>>()?;
    if groups.is_empty() {
        return list.unexpected("at least one group");
    }
    let budget = Budget::new();
    let saved = SavedScheduler::new(outline, state, &groups, &budget)?;
    match saved.class {
        Class::ReduceLrOnPlateau => with_rule(&saved),
        _ => of_schedules(&saved),
    }
}

fn of_schedules(saved: &SavedScheduler<'_>) -> Result<(Plan, State)> {
    let bases = (0..saved.groups.len()).map(|group| base::of_group(saved, group)).collect::<Result<Vec<_>>>()?;
    let plan = plan(saved, &bases, &schedule::of_groups(saved)?)?;
    let time = clock::time(saved)?;
    let mut scheduler = Scheduler::start(&plan, bases.len(), &mut DryRun)?;
    match time.fraction {
        0.0 => scheduler.seek(time.step, &mut DryRun)?,
        _ => scheduler.seek_time(time.as_f64(), &mut DryRun)?,
    };
    let state = scheduler.into_state();
    rates::check(saved, &bases, &state)?;
    Ok((plan, state))
}

fn with_rule(saved: &SavedScheduler<'_>) -> Result<(Plan, State)> {
    let rates = (0..saved.groups.len()).map(|group| saved.group_field("lr", group)).collect::<Result<Vec<_>>>()?;
    let rule = plateau::rule(saved)?;
    let memory = plateau::memory(saved)?;
    let plan = plan(saved, &rates, &PerGroup::shared(Constant))?.reduce_lr_on_plateau(rule);
    let mut state = plan.preview(saved.groups.len(), memory.metrics)?;
    state.plateau = Some(memory);
    Ok((plan, state))
}

/// A plan with one schedule for all groups if their bases and schedules are equal, and otherwise with a list.
fn plan(saved: &SavedScheduler<'_>, bases: &[f64], schedules: &PerGroup) -> Result<Plan> {
    let is_same_base = bases.windows(2).all(|pair| pair[0].to_bits() == pair[1].to_bits());
    let spec = |group| ScheduleSpec::of(&schedules.of_group(group));
    let first = spec(0);
    // A list contains the schedule of each group.
    let written = if is_same_base && schedules.is_shared() { 1 } else { bases.len() };
    saved.budget.take_parts(&saved.state, first.data().size(), written)?;
    if is_same_base && (schedules.is_shared() || (1..bases.len()).all(|group| spec(group) == first)) {
        return Ok(Plan::lr(bases[0], schedules.of_group(0)));
    }
    Ok(Plan::lr_groups(bases.iter().enumerate().map(|(group, base)| (*base, schedules.of_group(group)))))
}

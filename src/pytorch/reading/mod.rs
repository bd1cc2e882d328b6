//! Reads a plan and a state from a file that Python wrote.

mod base;
mod clock;
mod one_cycle;
mod plateau;
mod rates;
mod saved_scheduler;
mod schedule;

use super::class::Class;
use crate::data::Data;
use crate::data::Node;
use crate::{Constant, DryRun, Functions, Plan, Result, Schedule, ScheduleSpec, Scheduler, State};
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
    let saved = SavedScheduler::new(outline, state, &groups)?;
    match saved.class {
        Class::ReduceLrOnPlateau => with_rule(&saved),
        _ => of_schedules(&saved),
    }
}

fn of_schedules(saved: &SavedScheduler<'_>) -> Result<(Plan, State)> {
    let of_group = |group| Ok((base::of_group(saved, group)?, schedule::of_group(saved, group)?));
    let scheduled = (0..saved.groups.len()).map(of_group).collect::<Result<Vec<_>>>()?;
    let bases: Vec<_> = scheduled.iter().map(|(base, _)| *base).collect();
    let plan = plan(scheduled);
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
    let plan = plan(rates.into_iter().map(|rate| (rate, Constant.boxed())).collect()).reduce_lr_on_plateau(rule);
    let mut state = plan.preview(saved.groups.len(), memory.metrics)?;
    state.plateau = Some(memory);
    Ok((plan, state))
}

/// A plan with one schedule if all groups have the same base and schedule, otherwise with one for each group.
fn plan(mut scheduled: Vec<(f64, Box<dyn Schedule>)>) -> Plan {
    let alike = |pair: &[(f64, Box<dyn Schedule>)]| {
        let [left, right] = [&pair[0], &pair[1]];
        left.0.to_bits() == right.0.to_bits() && ScheduleSpec::of(&left.1) == ScheduleSpec::of(&right.1)
    };
    match (scheduled.windows(2).all(alike), scheduled.pop()) {
        (true, Some((base, schedule))) => Plan::lr(base, schedule),
        (_, last) => Plan::lr_groups(scheduled.into_iter().chain(last)),
    }
}

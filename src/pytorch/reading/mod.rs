//! From Python's file to a plan and a state.

mod base;
mod clock;
mod one_cycle;
mod place;
mod plateau;
mod rates;
mod schedule;

use super::class::Class;
use crate::data::Data;
use crate::data::Node;
use crate::{Constant, DryRun, Functions, Plan, Result, Schedule, ScheduleSpec, Scheduler, State};
use place::Place;

pub(super) fn run(data: &Data, functions: &Functions) -> Result<(Plan, State)> {
    let root = Node::root(data, functions);
    if data.field("scheduler").is_none() {
        return root.unexpected("a field scheduler beside the state_dict, as the lines of the module pytorch write it");
    }
    let (about, state, list) = (root.place("scheduler")?, root.place("state_dict")?, root.place("param_groups")?);
    state.fields("a state_dict")?;
    let groups = list.list("a list of the optimizer's groups")?.len();
    let groups = (0..groups).map(|group| list.item(group)).collect::<Result<Vec<_>>>()?;
    if groups.is_empty() {
        return list.unexpected("at least one group");
    }
    let place = Place::new(about, state, &groups)?;
    match place.class {
        Class::ReduceLrOnPlateau => with_rule(&place),
        _ => of_schedules(&place),
    }
}

fn of_schedules(place: &Place<'_>) -> Result<(Plan, State)> {
    let of_group = |group| Ok((base::of_group(place, group)?, schedule::of_group(place, group)?));
    let scheduled = (0..place.groups.len()).map(of_group).collect::<Result<Vec<_>>>()?;
    let bases: Vec<_> = scheduled.iter().map(|(base, _)| *base).collect();
    let plan = plan(scheduled);
    let time = clock::time(place)?;
    let mut scheduler = Scheduler::start(&plan, bases.len(), &mut DryRun)?;
    match time.fraction {
        0.0 => scheduler.seek(time.step, &mut DryRun)?,
        _ => scheduler.seek_time(time.as_f64(), &mut DryRun)?,
    };
    let state = scheduler.into_state();
    rates::compare(place, &bases, &state)?;
    Ok((plan, state))
}

fn with_rule(place: &Place<'_>) -> Result<(Plan, State)> {
    let rates = (0..place.groups.len()).map(|group| place.in_group("lr", group)).collect::<Result<Vec<_>>>()?;
    let rule = plateau::rule(place)?;
    let memory = plateau::memory(place)?;
    let plan = plan(rates.into_iter().map(|rate| (rate, Constant.boxed())).collect()).reduce_lr_on_plateau(rule);
    let mut state = plan.preview(place.groups.len(), memory.metrics)?;
    state.plateau = Some(memory);
    Ok((plan, state))
}

/// One schedule where it serves all groups, else one for each.
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

//! Writes a plan and a state as a file that Python reads.

mod bases;
mod clock;
mod distinct;
mod negative;
mod one_cycle;
mod param_groups;
mod per_group;
mod plateau;
mod scheduler;

use crate::data::Data;
use crate::data::Node;
use crate::plan::assignments::Source;
use crate::plan::scheduled_value::ScheduledValue;
use crate::{ConstantLr, DryRun, Error, Functions, Plan, Result, ScheduleSpec, Scheduler, State};
use bases::{base_of, is_constant};
use clock::Clock;
use distinct::Distinct;
use negative::check_not_negative;
use param_groups::ParamGroups;
use per_group::PerGroup;
use scheduler::{Run, SchedulerData};

pub(super) fn run(plan: &Plan, state: &State) -> Result<Data> {
    // Loading checks that the state belongs to the plan. From the values of another plan, Python would continue with wrong rates.
    Scheduler::start(plan, state.lr.len(), &mut DryRun)?.load(state.clone(), &mut DryRun)?;
    check_only_rates(plan, state)?;
    plateau::check_rules(plan)?;
    let scheduled = scheduled(plan, state.lr.len())?;
    let (written, groups) = match (plan.plateau(), &state.plateau) {
        (Some(rule), Some(memory)) => {
            check_constant(&scheduled)?;
            (plateau::rule(rule, memory, state)?, ParamGroups::new(state.lr.len()).into_data(state, None))
        }
        _ => schedules(&scheduled, state)?,
    };
    Ok(Data::object([("scheduler", written.outline), ("state_dict", written.state), ("param_groups", groups)]))
}

fn schedules(scheduled: &[ScheduledValue], state: &State) -> Result<(SchedulerData, Data)> {
    check_size(scheduled)?;
    let distinct = Distinct::of(scheduled);
    check_not_negative(scheduled, &distinct, state)?;
    let of_groups = scheduled.iter().zip(&distinct.of_group);
    let bases = of_groups.map(|(scheduled, index)| base_of(scheduled, distinct.specs[*index].1)).collect::<Result<Vec<_>>>()?;
    let specs = distinct.specs.into_iter();
    let specs = specs.map(|(spec, _)| Data::object([("lr", Data::object([("schedule", with_torch_classes(spec))]))]));
    let specs: Vec<_> = specs.collect();
    let functions = Functions::new();
    let roots: Vec<_> = specs.iter().map(|spec| Node::root(spec, &functions)).collect();
    let rates = roots.iter().map(|root| root.place("lr")).collect::<Result<Vec<_>>>()?;
    let schedules = distinct.of_group.iter().map(|index| rates[*index].place("schedule"));
    let schedules = PerGroup(schedules.collect::<Result<_>>()?);
    let mut run = Run { bases: &bases, rates: &state.lr, groups: ParamGroups::new(bases.len()) };
    let written = run.scheduler(&schedules, Clock::At(state.time()))?;
    Ok((written, run.groups.into_data(state, Some(&bases))))
}

/// Checks that the plan schedules nothing but learning rates, and that no cooldown has started.
/// Checks that the file is not too large: every scheduler contains a list of the rates of all groups.
fn check_size(scheduled: &[ScheduledValue]) -> Result<()> {
    const MOST_RATES: usize = 1 << 22;
    let schedulers = scheduled.iter().map(|scheduled| scheduled.nesting().schedules).max().unwrap_or(0);
    if schedulers.saturating_mul(scheduled.len()) <= MOST_RATES {
        return Ok(());
    }
    let expected = format!("schedulers with at most {MOST_RATES} rates together, because each contains the rates of all groups");
    Err(Error::data("lr", expected, format!("{schedulers} schedulers for {} groups", scheduled.len())))
}

fn check_only_rates(plan: &Plan, state: &State) -> Result<()> {
    let nothing = "nothing, because torch's schedulers have no such part";
    if let Some(other) = plan.other_assignments().first() {
        return Err(Error::data(other.hyperparameter().to_string(), nothing, "a schedule"));
    }
    if let Some((name, _)) = plan.scalars().first() {
        return Err(Error::data(format!("scalars.{name}"), nothing, "a schedule"));
    }
    match &state.cooldown {
        Some(_) => Err(Error::data("cooldown", nothing, "a cooldown")),
        None => Ok(()),
    }
}

/// The base and the schedule of each group.
fn scheduled(plan: &Plan, groups: usize) -> Result<Vec<ScheduledValue>> {
    let (scheduled, sources) = plan.resolve(plan.lr_assignments(), groups)?;
    let scheduled = |source: &Source<usize>| match source {
        Source::Scheduled(index) => Ok(scheduled[*index].clone()),
        Source::Coupled(_) => Err(Error::data("lr", "a schedule for every group", "a coupling")),
    };
    sources.iter().map(scheduled).collect()
}

/// Checks that every group has a constant schedule, beside a plateau rule.
fn check_constant(scheduled: &[ScheduledValue]) -> Result<()> {
    for scheduled in scheduled {
        let spec = scheduled.spec().into_data();
        if !is_constant(&spec) {
            let expected = "Constant beside the feedback rule, because torch's ReduceLROnPlateau has no schedule";
            return Err(Error::data("lr.schedule", expected, spec.excerpt()));
        }
    }
    Ok(())
}

/// Replaces each `Constant` by a `ConstantLR` with a factor of 1, because torch has no class for a constant rate.
fn with_torch_classes(spec: Data) -> Data {
    match spec {
        constant if is_constant(&constant) => {
            ConstantLr::new(1.0, 0).map_or(constant, |schedule| ScheduleSpec::of(&schedule).into_data())
        }
        Data::Object(fields) => Data::object(fields.into_iter().map(|(name, value)| (name, with_torch_classes(value)))),
        Data::List(items) => Data::list(items.into_iter().map(with_torch_classes)),
        other => other,
    }
}

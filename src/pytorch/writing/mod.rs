//! From a plan and a state to the file that Python takes.

mod bases;
mod clock;
mod each;
mod groups;
mod one_cycle;
mod plateau;
mod scheduler;

use crate::data::Data;
use crate::data::Node;
use crate::plan::assignments::Source;
use crate::plan::scheduled_value::ScheduledValue;
use crate::{ConstantLr, DryRun, Error, Functions, Plan, Result, ScheduleSpec, Scheduler, State};
use bases::{base_of, check_rates, is_constant};
use clock::Clock;
use each::Each;
use groups::Groups;
use scheduler::{Run, Written};

pub(super) fn run(plan: &Plan, state: &State) -> Result<Data> {
    // Values that this plan does not give at this step would go on wrongly there.
    Scheduler::start(plan, state.lr.len(), &mut DryRun)?.load(state.clone(), &mut DryRun)?;
    check(plan, state)?;
    let scheduled = scheduled(plan, state.lr.len())?;
    let (written, groups) = match (plan.plateau(), &state.plateau) {
        (Some(rule), Some(memory)) => {
            check_constant(&scheduled)?;
            (plateau::rule(rule, memory, state)?, Groups::new(state.lr.len()).written(state, None))
        }
        _ => schedules(&scheduled, state)?,
    };
    Ok(Data::object([("scheduler", written.about), ("state_dict", written.state), ("param_groups", groups)]))
}

fn schedules(scheduled: &[ScheduledValue], state: &State) -> Result<(Written, Data)> {
    check_rates(scheduled, state)?;
    let bases = scheduled.iter().map(base_of).collect::<Result<Vec<_>>>()?;
    let specs: Vec<_> = scheduled
        .iter()
        .map(|scheduled| Data::object([("lr", Data::object([("schedule", in_torchs_terms(scheduled.spec().into_data()))]))]))
        .collect();
    let functions = Functions::new();
    let roots: Vec<_> = specs.iter().map(|spec| Node::root(spec, &functions)).collect();
    let rates = roots.iter().map(|root| root.place("lr")).collect::<Result<Vec<_>>>()?;
    let each = Each(rates.iter().map(|rate| rate.place("schedule")).collect::<Result<_>>()?);
    let mut run = Run { bases: &bases, rates: &state.lr, groups: Groups::new(bases.len()) };
    let written = run.scheduler(&each, Clock::At(state.time()))?;
    Ok((written, run.groups.written(state, Some(&bases))))
}

/// That the plan has nothing beside its rates.
fn check(plan: &Plan, state: &State) -> Result<()> {
    let nothing = "nothing, for torch's schedulers have no such thing";
    if let Some(other) = plan.other_assignments().first() {
        return Err(Error::data(other.hyperparameter().to_string(), nothing, "a schedule"));
    }
    if let Some((name, _)) = plan.scalars().first() {
        return Err(Error::data(format!("numbers.{name}"), nothing, "a schedule"));
    }
    match &state.cooldown {
        Some(_) => Err(Error::data("cooldown", nothing, "one that was asked for")),
        None => Ok(()),
    }
}

/// What each group follows.
fn scheduled(plan: &Plan, groups: usize) -> Result<Vec<ScheduledValue>> {
    let (scheduled, sources) = plan.resolve(plan.lr_assignments(), groups)?;
    let scheduled = |source: &Source<usize>| match source {
        Source::Scheduled(index) => Ok(scheduled[*index].clone()),
        Source::Coupled(_) => Err(Error::data("lr", "a schedule for every group", "a coupling")),
    };
    sources.iter().map(scheduled).collect()
}

fn check_constant(scheduled: &[ScheduledValue]) -> Result<()> {
    for scheduled in scheduled {
        let spec = scheduled.spec().into_data();
        if !is_constant(&spec) {
            let expected = "Constant where there is feedback, for torch holds ReduceLROnPlateau and a schedule apart";
            return Err(Error::data("lr.schedule", expected, spec.excerpt()));
        }
    }
    Ok(())
}

/// What stays constant is a factor of 1 there.
fn in_torchs_terms(spec: Data) -> Data {
    match spec {
        constant if is_constant(&constant) => {
            ConstantLr::new(1.0, 0).map_or(constant, |schedule| ScheduleSpec::of(&schedule).into_data())
        }
        Data::Object(fields) => Data::object(fields.into_iter().map(|(name, value)| (name, in_torchs_terms(value)))),
        Data::List(items) => Data::list(items.into_iter().map(in_torchs_terms)),
        other => other,
    }
}

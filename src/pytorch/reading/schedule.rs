//! Makes the schedule of one group from the `state_dict()` of a scheduler.

use super::one_cycle;
use super::per_group::PerGroup;
use super::saved_scheduler::SavedScheduler;
use crate::data::Data;
use crate::data::{FieldName, Node};
use crate::pytorch::class::Class;
use crate::schedule::type_entry::HasTypeEntry;
use crate::*;
use std::sync::Arc;

pub(super) fn of_groups(saved: &SavedScheduler<'_>) -> Result<PerGroup> {
    let (state, groups) = (&saved.state, saved.groups.len());
    let of_each = |of_group: &dyn Fn(usize) -> Result<Box<dyn Schedule>>| {
        saved.budget.take_parts(state, 1, groups)?;
        PerGroup::each(groups, of_group)
    };
    match saved.class {
        Class::LambdaLr => of_functions(saved, |function| LambdaLr::of(function).boxed()),
        Class::MultiplicativeLr => of_functions(saved, |function| MultiplicativeLr::of(function).boxed()),
        Class::StepLr => by_parameters::<StepLr>(state),
        Class::MultiStepLr => multi_step(saved),
        Class::ConstantLr => by_parameters::<ConstantLr>(state),
        Class::LinearLr => by_parameters::<LinearLr>(state),
        Class::ExponentialLr => by_parameters::<ExponentialLr>(state),
        Class::PolynomialLr => by_parameters::<PolynomialLr>(state),
        Class::CosineAnnealingLr => by_parameters::<CosineAnnealingLr>(state),
        Class::CosineAnnealingWarmRestarts => Ok(PerGroup::shared(warm_restarts(state)?)),
        Class::CyclicLr => of_each(&|group| cyclic(saved, group)),
        Class::OneCycleLr => of_each(&|group| one_cycle::of_group(saved, group)),
        Class::SwaLr => of_each(&|group| {
            let schedule = SwaLr::new(saved.group_field("swa_lr", group)?)
                .map_err(|error| saved.groups[group].locate(error, &[FieldName::plain("swa_lr")]))?;
            let schedule = schedule.anneal_epochs(state.required(FieldName::plain("anneal_epochs"))?);
            Ok(schedule.anneal_strategy(state.required(FieldName::plain("_anneal_strategy"))?).boxed())
        }),
        Class::SequentialLr => {
            let names = [MILESTONES, FieldName { torch: "_schedulers", rust: "schedules" }];
            let members = saved.members(|_, member| of_groups(member))?;
            let milestones: Vec<u64> = state.required(MILESTONES)?;
            composite(saved, &members, |members| {
                let sequence = SequentialLr::new(members, milestones.iter().copied());
                Ok(sequence.map_err(|error| state.locate(error, &names))?.boxed())
            })
        }
        Class::ChainedScheduler => {
            let members = saved.members(|_, member| of_groups(member))?;
            composite(saved, &members, |members| Ok(ChainedScheduler::new(members)?.boxed()))
        }
        Class::ReduceLrOnPlateau => Err(saved.outline.problem("a class that torch allows in a composite", "ReduceLROnPlateau")),
    }
}

/// The composites of all groups: one, if every member has one schedule for all groups.
fn composite(
    saved: &SavedScheduler<'_>,
    members: &[PerGroup],
    build: impl Fn(Vec<Arc<dyn Schedule>>) -> Result<Box<dyn Schedule>>,
) -> Result<PerGroup> {
    let of_group = |group| build(members.iter().map(|member| member.of_group(group)).collect());
    if members.iter().all(PerGroup::is_shared) {
        return Ok(PerGroup::Shared(Arc::from(of_group(0)?)));
    }
    saved.budget.take_parts(&saved.state, members.len(), saved.groups.len())?;
    PerGroup::each(saved.groups.len(), of_group)
}

/// The schedules of one function of each group, or of one for all groups.
fn of_functions(saved: &SavedScheduler<'_>, build: impl Fn(Function) -> Box<dyn Schedule>) -> Result<PerGroup> {
    let groups = saved.groups.len();
    saved.budget.take_parts(&saved.state, 1, groups)?;
    let functions = (0..groups).map(|group| function_of_group(saved, group)).collect::<Result<Vec<_>>>()?;
    if functions.iter().all(|function| *function == functions[0]) {
        return Ok(PerGroup::Shared(Arc::from(build(functions[0].clone()))));
    }
    PerGroup::each(groups, |group| Ok(build(functions[group].clone())))
}

const MILESTONES: FieldName = FieldName { torch: "_milestones", rust: "milestones" };

/// Reads a class whose state has its parameters under their own names. Every parameter must be there, because torch writes all of
/// them.
fn by_parameters<S: HasTypeEntry>(state: &Node<'_>) -> Result<PerGroup> {
    for parameter in S::ENTRY.parameters {
        state.place(parameter.name.torch)?;
    }
    let schedule = (S::ENTRY.read)(state).map_err(|error| state.locate(error, &S::ENTRY.names()))?;
    Ok(PerGroup::Shared(Arc::from(schedule)))
}

/// Reads the schedule without boxing it: the clock needs its method `place`.
pub(super) fn warm_restarts(state: &Node<'_>) -> Result<CosineAnnealingWarmRestarts> {
    let entry = CosineAnnealingWarmRestarts::ENTRY;
    let [t_0, t_mult, eta_min] = ["T_0", "T_mult", "eta_min"].map(FieldName::plain);
    let built = CosineAnnealingWarmRestarts::new(state.required(t_0)?).and_then(|schedule| {
        let schedule = schedule.t_mult(state.required(t_mult)?)?;
        schedule.eta_min(state.required(eta_min)?)
    });
    built.map_err(|error| state.locate(error, &entry.names()))
}

/// Reads milestones as a list, or as torch's `Counter`: an object that has the count of each milestone. JSON writes its keys as
/// texts.
fn multi_step(saved: &SavedScheduler<'_>) -> Result<PerGroup> {
    let state = &saved.state;
    let node = state.place("milestones")?;
    let mut milestones: Vec<u64> = vec![];
    if let Data::List(_) = node.data {
        milestones = node.items("a list of steps")?;
    } else {
        for (step, count) in node.entries::<u64>("an object of milestones and their counts, or a list of milestones")? {
            let found: f64 = step.parse().unwrap_or(f64::NAN);
            let is_whole = found >= 0.0 && found.fract() == 0.0;
            saved.budget.take_milestones(&node, &step, if is_whole { count } else { u64::MAX })?;
            let step = step.parse().unwrap_or(found as u64);
            milestones.extend(std::iter::repeat_n(step, count as usize));
        }
    }
    milestones.sort_unstable();
    let schedule = MultiStepLr::new(milestones, state.required(FieldName::plain("gamma"))?);
    Ok(PerGroup::shared(schedule.map_err(|error| state.locate(error, &[]))?))
}

fn cyclic(saved: &SavedScheduler<'_>, group: usize) -> Result<Box<dyn Schedule>> {
    let state = &saved.state;
    let (up, down) = step_sizes(state)?;
    let built = || {
        let schedule = CyclicLr::new(saved.list_entry("base_lrs", group)?, saved.list_entry("max_lrs", group)?)?;
        let schedule = schedule.step_size_up(up)?.gamma(state.required(FieldName::plain("gamma"))?)?;
        // `step_size_down` defaults to `step_size_up`.
        Ok(if down == up { schedule } else { schedule.step_size_down(down) })
    };
    let mut schedule = built().map_err(|error| state.locate(error, &CYCLIC))?;
    if saved.outline.required(FieldName::plain("scale_fn"))? {
        let name = format!("{}scale_fn", prefix(saved));
        let place = saved.outline.place("scale_fn")?;
        let function = saved.functions().find(&name).ok_or_else(|| missing_function(&place, &name, saved.functions()))?;
        schedule = schedule.scale_function(state.required(FieldName::plain("scale_mode"))?, function);
    } else {
        schedule = schedule.mode(state.required(FieldName::plain("mode"))?);
    }
    if !state.required::<bool>(FieldName::plain("cycle_momentum"))? {
        return Ok(schedule.cycle_momentum(false).boxed());
    }
    let (low, high) = (saved.list_entry("base_momentums", group)?, saved.list_entry("max_momentums", group)?);
    let schedule = schedule.base_momentum(low).and_then(|schedule| schedule.max_momentum(high));
    Ok(schedule.map_err(|error| state.locate(error, &CYCLIC))?.boxed())
}

/// The lists in the state of a `CyclicLR` with one entry for each group, and the arguments of [`CyclicLr`] that they give.
const CYCLIC: [FieldName; 4] = [
    FieldName { torch: "base_lrs", rust: "base_lr" },
    FieldName { torch: "max_lrs", rust: "max_lr" },
    FieldName { torch: "base_momentums", rust: "base_momentum" },
    FieldName { torch: "max_momentums", rust: "max_momentum" },
];

/// `step_size_up` and `step_size_down`. Torch stores their sum, `total_size`, and the share of the first in it, `step_ratio`.
fn step_sizes(state: &Node<'_>) -> Result<(u64, u64)> {
    let [total, ratio] = [FieldName::plain("total_size"), FieldName::plain("step_ratio")];
    let (total, ratio): (u64, f64) = (state.required(total)?, state.required(ratio)?);
    let up = (ratio * total as f64).round() as u64;
    if up as f64 / total as f64 != ratio || up > total {
        let expected = format!("step_size_up / total_size with a whole step_size_up and a total_size of {total}");
        return Err(state.place("step_ratio")?.problem(expected, format!("{ratio:?}")));
    }
    Ok((up, total - up))
}

/// The Rust function of a group, found by its name: `lr_lambdas[1]` for one group, or `lr_lambdas` for all. The file contains no
/// functions.
fn function_of_group(saved: &SavedScheduler<'_>, group: usize) -> Result<Function> {
    let list = saved.state.place("lr_lambdas")?;
    let found = list.list("a list with one entry for each group")?.len();
    if found != saved.groups.len() {
        return Err(saved.wrong_length(&list, found));
    }
    let all = format!("{}lr_lambdas", prefix(saved));
    let own = format!("{all}[{group}]");
    let functions = saved.functions();
    functions.find(&own).or_else(|| functions.find(&all)).ok_or_else(|| missing_function(&list, &all, functions))
}

fn missing_function(node: &Node<'_>, name: &str, functions: &Functions) -> Error {
    node.problem(
        format!("a Rust function named {name:?} in the Functions of pytorch::read_with; {}", functions.expected()),
        "a Python function",
    )
}

/// The path of a member scheduler, such as `_schedulers[1].`. Empty for a scheduler that is not a member.
fn prefix(saved: &SavedScheduler<'_>) -> String {
    match saved.state.path.to_string().split_once('.') {
        Some((_, path)) => format!("{path}."),
        None => String::new(),
    }
}

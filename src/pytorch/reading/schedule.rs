//! A schedule out of one scheduler's state.

use super::one_cycle;
use super::place::Place;
use crate::data::Data;
use crate::data::{FieldName, Node};
use crate::pytorch::class::Class;
use crate::schedule::type_entry::HasTypeEntry;
use crate::*;

pub(super) fn of_group(place: &Place<'_>, group: usize) -> Result<Box<dyn Schedule>> {
    let state = &place.state;
    match place.class {
        Class::LambdaLr => Ok(LambdaLr::of(function_of_group(place, group)?).boxed()),
        Class::MultiplicativeLr => Ok(MultiplicativeLr::of(function_of_group(place, group)?).boxed()),
        Class::StepLr => by_parameters::<StepLr>(state),
        Class::MultiStepLr => multi_step(state),
        Class::ConstantLr => by_parameters::<ConstantLr>(state),
        Class::LinearLr => by_parameters::<LinearLr>(state),
        Class::ExponentialLr => by_parameters::<ExponentialLr>(state),
        Class::PolynomialLr => by_parameters::<PolynomialLr>(state),
        Class::CosineAnnealingLr => by_parameters::<CosineAnnealingLr>(state),
        Class::CosineAnnealingWarmRestarts => Ok(warm_restarts(state)?.boxed()),
        Class::CyclicLr => cyclic(place, group),
        Class::OneCycleLr => one_cycle::of_group(place, group),
        Class::SwaLr => {
            let schedule = SwaLr::new(place.in_group("swa_lr", group)?)
                .map_err(|error| place.groups[group].locate(error, &[FieldName::plain("swa_lr")]))?;
            let schedule = schedule.anneal_epochs(state.required(FieldName::plain("anneal_epochs"))?);
            Ok(schedule.anneal_strategy(state.required(FieldName::plain("_anneal_strategy"))?).boxed())
        }
        Class::SequentialLr => {
            let names = [MILESTONES, FieldName { torch: "_schedulers", rust: "schedules" }];
            let members = place.members(|_, member| of_group(member, group))?;
            let sequence = SequentialLr::new(members, state.required::<Vec<u64>>(MILESTONES)?);
            Ok(sequence.map_err(|error| state.locate(error, &names))?.boxed())
        }
        Class::ChainedScheduler => Ok(ChainedScheduler::new(place.members(|_, member| of_group(member, group))?)?.boxed()),
        Class::ReduceLrOnPlateau => {
            Err(place.about.problem("a scheduler that others can hold, as torch wants it", "ReduceLROnPlateau"))
        }
    }
}

const MILESTONES: FieldName = FieldName { torch: "_milestones", rust: "milestones" };

/// Torch keeps the parameters under their own names; here all must be there, for none has been left to its default.
fn by_parameters<S: HasTypeEntry>(state: &Node<'_>) -> Result<Box<dyn Schedule>> {
    for parameter in S::ENTRY.parameters {
        state.place(parameter.name.torch)?;
    }
    (S::ENTRY.read)(state).map_err(|error| state.locate(error, &S::ENTRY.names()))
}

/// With its type, which says where in a wave a time is.
pub(super) fn warm_restarts(state: &Node<'_>) -> Result<CosineAnnealingWarmRestarts> {
    let form = CosineAnnealingWarmRestarts::ENTRY;
    let [t_0, t_mult, eta_min] = ["T_0", "T_mult", "eta_min"].map(FieldName::plain);
    let built = CosineAnnealingWarmRestarts::new(state.required(t_0)?).and_then(|schedule| {
        let schedule = schedule.t_mult(state.required(t_mult)?)?;
        schedule.eta_min(state.required(eta_min)?)
    });
    built.map_err(|error| state.locate(error, &form.names()))
}

/// Torch counts how often a milestone is given: a `Counter`, whose keys JSON makes texts.
fn multi_step(state: &Node<'_>) -> Result<Box<dyn Schedule>> {
    const MOST: u64 = 1 << 20;
    let node = state.place("milestones")?;
    let mut milestones: Vec<u64> = vec![];
    if let Data::List(_) = node.data {
        milestones = node.items("a list of steps")?;
    } else {
        for (step, count) in node.entries::<u64>("milestones, and how often each is given")? {
            let found: f64 = step.parse().unwrap_or(f64::NAN);
            if !(found >= 0.0 && found.fract() == 0.0) || count > MOST {
                return Err(node.problem("whole steps, and how often each is given", format!("{step:?}: {count}")));
            }
            let step = step.parse().unwrap_or(found as u64);
            milestones.extend((0..count).map(|_| step));
        }
    }
    milestones.sort_unstable();
    let schedule = MultiStepLr::new(milestones, state.required(FieldName::plain("gamma"))?);
    Ok(schedule.map_err(|error| state.locate(error, &[]))?.boxed())
}

fn cyclic(place: &Place<'_>, group: usize) -> Result<Box<dyn Schedule>> {
    let state = &place.state;
    let (up, down) = widths(state)?;
    let built = || {
        let schedule = CyclicLr::new(place.of_group("base_lrs", group)?, place.of_group("max_lrs", group)?)?;
        let schedule = schedule.step_size_up(up)?.gamma(state.required(FieldName::plain("gamma"))?)?;
        // As many as up is the default.
        Ok(if down == up { schedule } else { schedule.step_size_down(down) })
    };
    let mut schedule = built().map_err(|error| state.locate(error, &CYCLIC))?;
    if place.about.required(FieldName::plain("scale_fn"))? {
        let name = format!("{}scale_fn", prefix(place));
        let said = place.about.place("scale_fn")?;
        let function = place.functions().find(&name).ok_or_else(|| unknown(&said, &name, place.functions()))?;
        schedule = schedule.scale_function(state.required(FieldName::plain("scale_mode"))?, function);
    } else {
        schedule = schedule.mode(state.required(FieldName::plain("mode"))?);
    }
    if !state.required::<bool>(FieldName::plain("cycle_momentum"))? {
        return Ok(schedule.cycle_momentum(false).boxed());
    }
    let (low, high) = (place.of_group("base_momentums", group)?, place.of_group("max_momentums", group)?);
    let schedule = schedule.base_momentum(low).and_then(|schedule| schedule.max_momentum(high));
    Ok(schedule.map_err(|error| state.locate(error, &CYCLIC))?.boxed())
}

/// Torch's lists, one entry a group.
const CYCLIC: [FieldName; 4] = [
    FieldName { torch: "base_lrs", rust: "base_lr" },
    FieldName { torch: "max_lrs", rust: "max_lr" },
    FieldName { torch: "base_momentums", rust: "base_momentum" },
    FieldName { torch: "max_momentums", rust: "max_momentum" },
];

/// Steps up and down, of which torch keeps the sum and the first's share.
fn widths(state: &Node<'_>) -> Result<(u64, u64)> {
    let [total, ratio] = [FieldName::plain("total_size"), FieldName::plain("step_ratio")];
    let (total, ratio): (u64, f64) = (state.required(total)?, state.required(ratio)?);
    let up = (ratio * total as f64).round() as u64;
    if up as f64 / total as f64 != ratio || up > total {
        let expected = format!("a whole number of the {total} steps of a cycle, as a share");
        return Err(state.place("step_ratio")?.problem(expected, format!("{ratio:?}")));
    }
    Ok((up, total - up))
}

/// A function stays in Python. Here it is named by its place: `lr_lambdas[1]`, or `lr_lambdas` where one serves all groups.
fn function_of_group(place: &Place<'_>, group: usize) -> Result<Function> {
    let list = place.state.place("lr_lambdas")?;
    let found = list.list("a list, one entry a group")?.len();
    if found != place.groups.len() {
        let expected = format!("one for each of the optimizer's {} groups", place.groups.len());
        return Err(list.problem(expected, found.to_string()));
    }
    let all = format!("{}lr_lambdas", prefix(place));
    let own = format!("{all}[{group}]");
    let functions = place.functions();
    functions.find(&own).or_else(|| functions.find(&all)).ok_or_else(|| unknown(&list, &all, functions))
}

fn unknown(node: &Node<'_>, name: &str, functions: &Functions) -> Error {
    node.problem(
        format!("the name {name:?} among the functions given here; {}", functions.expected(name)),
        "a function of Python's",
    )
}

/// `_schedulers[1].` for a member, nothing for a scheduler that is by itself.
fn prefix(place: &Place<'_>) -> String {
    match place.state.path.to_string().split_once('.') {
        Some((_, path)) => format!("{path}."),
        None => String::new(),
    }
}

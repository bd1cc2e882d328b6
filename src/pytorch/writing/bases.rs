//! The base rate of a group in torch, and the check that torch can continue from the current rate.

use crate::data::Node;
use crate::data::Read;
use crate::data::{Data, FieldName};
use crate::plan::scheduled_value::ScheduledValue;
use crate::pytorch::class::Class;
use crate::schedule::lookup;
use crate::{Error, Functions, Result, State};

/// The base rate times the factor of the group. A factor other than 1 needs a schedule that is proportional to the base.
pub(super) fn base_of(scheduled: &ScheduledValue) -> Result<f64> {
    match scheduled.factor() {
        1.0 => Ok(scheduled.base()),
        factor if is_proportional(&scheduled.spec().into_data()) => Ok(scheduled.base() * factor),
        factor => {
            let expected = "a factor of 1, because this schedule has absolute rates and torch has no factors";
            Err(Error::data("lr.factor", expected, format!("{factor:?}")))
        }
    }
}

/// Whether every rate of the schedule is proportional to the base.
fn is_proportional(spec: &Data) -> bool {
    use Class::*;
    if is_constant(spec) {
        return true;
    }
    let functions = Functions::new();
    let class = spec.field(FieldName::TYPE.torch).and_then(|name| Class::read(&Node::root(name, &functions)).ok());
    match class {
        Some(LambdaLr | MultiplicativeLr | StepLr | MultiStepLr | ConstantLr | LinearLr | ExponentialLr | PolynomialLr) => true,
        Some(CosineAnnealingLr | CosineAnnealingWarmRestarts) => spec.field("eta_min") == Some(&Data::Number(0.0)),
        Some(SequentialLr | ChainedScheduler) => match spec.field("schedulers") {
            Some(Data::List(members)) => members.iter().all(is_proportional),
            _ => false,
        },
        _ => false,
    }
}

pub(super) fn is_constant(spec: &Data) -> bool {
    spec.field(FieldName::TYPE.torch) == Some(&Data::text("Constant"))
}

/// Checks that torch has no negative rate in place of a rate of 0. Torch's chains can fall below zero and rise again, but the chains
/// of this crate stay at 0. From 0, torch would continue with other rates.
pub(super) fn check_not_negative(scheduled: &[ScheduledValue], state: &State) -> Result<()> {
    for (group, (scheduled, rate)) in scheduled.iter().zip(&state.lr).enumerate() {
        if *rate != 0.0 || !contains_chain(&scheduled.spec().into_data()) {
            continue;
        }
        let base = scheduled.base();
        let Some(member) = lookup::in_chain(scheduled.schedule()) else {
            continue;
        };
        let torch = (0..=state.step).fold(base, |rate, step| member.chain(rate, base, step));
        if torch < -1e-12 * base {
            let expected = format!("torch's rate, which is below zero here: {torch:?}");
            return Err(Error::data(format!("lr[{group}]"), expected, format!("{rate:?}")));
        }
    }
    Ok(())
}

fn contains_chain(spec: &Data) -> bool {
    let Some(Data::List(members)) = spec.field("schedulers") else {
        return false;
    };
    spec.field(FieldName::TYPE.torch) == Some(&Data::text("ChainedScheduler")) || members.iter().any(contains_chain)
}

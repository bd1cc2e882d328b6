//! Where the rates of a group start from in torch, and that they go on from where they are.

use crate::data::Node;
use crate::data::Read;
use crate::data::{Data, FieldName};
use crate::plan::scheduled_value::ScheduledValue;
use crate::pytorch::class::Class;
use crate::schedule::lookup;
use crate::{Error, Functions, Result, State};

/// A factor goes into the base where all is in proportion to it.
pub(super) fn base_of(scheduled: &ScheduledValue) -> Result<f64> {
    match scheduled.factor() {
        1.0 => Ok(scheduled.base()),
        factor if scales(&scheduled.spec().into_data()) => Ok(scheduled.base() * factor),
        factor => {
            let expected = "none, for torch has no factors and this schedule has rates of its own";
            Err(Error::data("lr.factor", expected, format!("{factor:?}")))
        }
    }
}

/// Whether all rates are in proportion to the base.
fn scales(spec: &Data) -> bool {
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
            Some(Data::List(members)) => members.iter().all(scales),
            _ => false,
        },
        _ => false,
    }
}

pub(super) fn is_constant(spec: &Data) -> bool {
    spec.field(FieldName::TYPE.torch) == Some(&Data::text("Constant"))
}

/// Torch's chains go below zero where ours stay at it, and come back from there: from zero they would come back elsewhere.
pub(super) fn check_rates(scheduled: &[ScheduledValue], state: &State) -> Result<()> {
    for (group, (scheduled, rate)) in scheduled.iter().zip(&state.lr).enumerate() {
        if *rate != 0.0 || !holds_a_chain(&scheduled.spec().into_data()) {
            continue;
        }
        let base = scheduled.base();
        let Some(member) = lookup::in_chain(scheduled.schedule()) else {
            continue;
        };
        let torchs = (0..=state.step).fold(base, |rate, step| member.chain(rate, base, step));
        if torchs < -1e-12 * base {
            let expected = format!("a rate that torch has too, which is below zero here: {torchs:?}");
            return Err(Error::data(format!("lr[{group}]"), expected, format!("{rate:?}")));
        }
    }
    Ok(())
}

fn holds_a_chain(spec: &Data) -> bool {
    let Some(Data::List(members)) = spec.field("schedulers") else {
        return false;
    };
    spec.field(FieldName::TYPE.torch) == Some(&Data::text("ChainedScheduler")) || members.iter().any(holds_a_chain)
}

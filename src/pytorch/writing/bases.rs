//! The base rate of a group in torch.

use crate::data::Node;
use crate::data::Read;
use crate::data::{Data, FieldName};
use crate::plan::scheduled_value::ScheduledValue;
use crate::pytorch::class::Class;
use crate::{Error, Functions, Result};

/// The base rate times the factor of the group. A factor other than 1 needs a schedule that is proportional to the base.
pub(super) fn base_of(scheduled: &ScheduledValue, is_proportional: bool) -> Result<f64> {
    match scheduled.factor() {
        1.0 => Ok(scheduled.base()),
        factor if is_proportional => Ok(scheduled.base() * factor),
        factor => {
            let expected = "a factor of 1, because this schedule has absolute rates and torch has no factors";
            Err(Error::data("lr.factor", expected, format!("{factor:?}")))
        }
    }
}

/// Whether every rate of the schedule is proportional to the base.
pub(super) fn is_proportional(spec: &Data) -> bool {
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

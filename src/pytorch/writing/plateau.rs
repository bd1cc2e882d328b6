use crate::data::Data;
use crate::data::MaybeInfinite;
use crate::data::Write;
use crate::feedback::{MinLr, StepRange};
use crate::pytorch::class::Class;
use crate::{Error, PlateauState, ReduceLrOnPlateau, Result, State, ThresholdMode};

use super::scheduler::Written;

pub(super) fn rule(rule: &ReduceLrOnPlateau, memory: &PlateauState, state: &State) -> Result<Written> {
    if rule.threshold_mode == ThresholdMode::Magnitude {
        return Err(Error::data("feedback.threshold_mode", "one that torch has, \"rel\" or \"abs\"", "\"magnitude\""));
    }
    if rule.during != StepRange::default() {
        return Err(Error::data("feedback.during", "all steps, for torch's rule listens always", rule.during.write().excerpt()));
    }
    let (default, each) = match &rule.min_lr {
        MinLr::OfAll(min_lr) => (Some(*min_lr), vec![*min_lr; state.lr.len()]),
        MinLr::OfEach(min_lrs) => (None, min_lrs.clone()),
    };
    let fields = [
        ("factor", rule.factor.write()),
        ("default_min_lr", default.write()),
        ("min_lrs", each.write()),
        ("patience", rule.patience.write()),
        ("cooldown", rule.cooldown.write()),
        ("eps", rule.eps.write()),
        ("last_epoch", memory.metrics.write()),
        ("_last_lr", state.lr.write()),
        ("mode_worse", MaybeInfinite(rule.mode.worst()).write()),
        ("mode", rule.mode.write()),
        ("threshold", rule.threshold.write()),
        ("threshold_mode", rule.threshold_mode.write()),
        ("best", MaybeInfinite(memory.best).write()),
        ("cooldown_counter", memory.cooldown_counter.write()),
        ("num_bad_epochs", memory.num_bad_epochs.write()),
    ];
    Ok(Written::new(Class::ReduceLrOnPlateau, false, vec![], Data::object(fields)))
}

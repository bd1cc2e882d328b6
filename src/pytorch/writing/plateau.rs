use crate::data::Data;
use crate::data::MaybeInfinite;
use crate::data::Write;
use crate::feedback::{MinLr, StepRange};
use crate::pytorch::class::Class;
use crate::{Error, PlateauState, ReduceLrOnPlateau, Result, State, ThresholdMode};

use super::scheduler::SchedulerData;

pub(super) fn rule(rule: &ReduceLrOnPlateau, memory: &PlateauState, state: &State) -> Result<SchedulerData> {
    if rule.threshold_mode == ThresholdMode::Magnitude {
        return Err(Error::data("feedback.threshold_mode", "\"rel\" or \"abs\", because torch has no other mode", "\"magnitude\""));
    }
    if rule.during != StepRange::default() {
        return Err(Error::data(
            "feedback.during",
            "all steps, because torch's rule uses every metric",
            rule.during.write().excerpt(),
        ));
    }
    let (default, min_lrs) = match &rule.min_lr {
        MinLr::OfAll(min_lr) => (Some(*min_lr), vec![*min_lr; state.lr.len()]),
        MinLr::OfEach(min_lrs) => (None, min_lrs.clone()),
    };
    let fields = [
        ("factor", rule.factor.write()),
        ("default_min_lr", default.write()),
        ("min_lrs", min_lrs.write()),
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
    Ok(SchedulerData::new(Class::ReduceLrOnPlateau, false, vec![], Data::object(fields)))
}

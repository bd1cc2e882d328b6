use crate::data::Data;
use crate::data::MaybeInfinite;
use crate::data::Write;
use crate::feedback::LrLimit;
use crate::pytorch::class::Class;
use crate::schedule::step_range::StepRange;
use crate::{Error, Plan, PlateauState, ReduceLrOnPlateau, Result, State, ThresholdMode};

use super::scheduler::SchedulerData;

/// Checks that the plan has no feedback rules, or only one that torch has: a `ReduceLROnPlateau` for all steps and groups.
pub(super) fn check_rules(plan: &Plan) -> Result<()> {
    match plan.rules() {
        [] => Ok(()),
        [rule] if rule.is_plateau() => {
            if rule.during != StepRange::default() {
                let (expected, found) = ("all steps, because torch's rule uses every metric", rule.during.write().excerpt());
                return Err(Error::data("feedback.during", expected, found));
            }
            match &rule.groups {
                None => Ok(()),
                Some(groups) => Err(Error::data(
                    "feedback.groups",
                    "all groups, because torch's rule acts on every group",
                    format!("{groups:?}"),
                )),
            }
        }
        rules => {
            let names: Vec<_> = rules.iter().map(|rule| rule.name.as_str()).collect();
            let expected = "at most one rule, a ReduceLROnPlateau with its default name, because torch has no others";
            Err(Error::data("feedback", expected, names.join(", ")))
        }
    }
}

pub(super) fn rule(rule: &ReduceLrOnPlateau, memory: &PlateauState, state: &State) -> Result<SchedulerData> {
    if rule.threshold_mode == ThresholdMode::Magnitude {
        return Err(Error::data("feedback.threshold_mode", "\"rel\" or \"abs\", because torch has no other mode", "\"magnitude\""));
    }
    if rule.initial_extra_patience > 0 {
        let (expected, found) = ("0, because torch's rule has no such parameter", rule.initial_extra_patience.to_string());
        return Err(Error::data("feedback.initial_extra_patience", expected, found));
    }
    if rule.restore_best {
        return Err(Error::data("feedback.restore_best", "false, because torch's rule has no such parameter", "true"));
    }
    let (default, min_lrs) = match &rule.min_lr {
        LrLimit::OfAll(min_lr) => (Some(*min_lr), vec![*min_lr; state.lr.len()]),
        LrLimit::OfEach(min_lrs) => (None, min_lrs.clone()),
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

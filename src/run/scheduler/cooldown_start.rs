use super::values::Values;
use crate::run::rate_adjustments::RateAdjustments;
use crate::schedule::arithmetic::{product, saturate};
use crate::{CooldownState, Plan, PlannedRule, ReduceLrOnPlateau, Result};

/// Sets the rates from which a cooldown starts for the groups of `values`. The first `kept` groups keep their rates. The others get
/// the rates of the plan, under the feedback rules of `adjustments`, at the start of the cooldown.
pub(super) fn plan_start(
    cooldown: &mut CooldownState,
    kept: usize,
    plan: &Plan,
    values: &mut Values,
    adjustments: RateAdjustments<'_>,
) -> Result<()> {
    cooldown.from.truncate(kept.min(values.rates().len()));
    if cooldown.from.len() < values.rates().len() {
        let start = cooldown.start_time();
        let adjustments = RateAdjustments { cooldown: None, ..adjustments };
        values.check_distance(plan, start, adjustments)?;
        values.compute(plan, start, adjustments)?;
        cooldown.from.extend_from_slice(values.rates().get(cooldown.from.len()..).unwrap_or(&[]));
    }
    Ok(())
}

/// Changes the rates from which a cooldown will start, as the feedback rules have changed the rates between `before` and `after`.
/// `scheduled` are the scheduled rates of the current step.
pub(super) fn change_start(
    cooldown: &mut CooldownState,
    rules: &[PlannedRule],
    before: RateAdjustments<'_>,
    after: RateAdjustments<'_>,
    scheduled: &[f64],
) {
    for rule in rules {
        for (group, (from, scheduled)) in cooldown.from.iter_mut().zip(scheduled).enumerate() {
            let [was, is] = [before, after].map(|adjustments| adjustments.lr_under(rule, group, *scheduled));
            let reductions = |adjustments: RateAdjustments<'_>| adjustments.reductions(rule)?.get(group).copied();
            *from = match (rule.get::<ReduceLrOnPlateau>(), reductions(before), reductions(after)) {
                (Some(plateau), Some(before), Some(after)) if rule.acts_on(group) => {
                    plateau.reduced(group, *from, after.saturating_sub(before))
                }
                _ if was.to_bits() == is.to_bits() || was == 0.0 => *from,
                _ => product(*from, saturate(is / was)),
            };
        }
    }
}

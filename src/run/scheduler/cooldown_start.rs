use super::values::Values;
use crate::run::rate_adjustments::RateAdjustments;
use crate::{CooldownState, Plan, ReduceLrOnPlateau, Result};

/// Sets the rates from which a cooldown starts for the groups of `values`. The first `kept` groups keep their rates. The others get
/// the rates of the plan, after `reductions`, at the start of the cooldown.
pub(super) fn plan_start(
    cooldown: &mut CooldownState,
    kept: usize,
    plan: &Plan,
    values: &mut Values,
    reductions: &[u64],
) -> Result<()> {
    cooldown.from.truncate(kept.min(values.rates().len()));
    if cooldown.from.len() < values.rates().len() {
        let start = cooldown.start_time();
        values.check_distance(plan, start, reductions)?;
        values.compute(plan, start, RateAdjustments { reductions, cooldown: None })?;
        cooldown.from.extend_from_slice(values.rates().get(cooldown.from.len()..).unwrap_or(&[]));
    }
    Ok(())
}

/// Reduces the rates from which a cooldown will start, as often as the numbers of reductions have risen from `before` to `after`.
/// They are then the rates that the run has at the start of the cooldown.
pub(super) fn reduce_start(cooldown: &mut CooldownState, rule: &ReduceLrOnPlateau, before: &[u64], after: &[u64]) {
    for (group, (from, (before, after))) in cooldown.from.iter_mut().zip(before.iter().zip(after)).enumerate() {
        *from = rule.reduced(group, *from, after.saturating_sub(*before));
    }
}

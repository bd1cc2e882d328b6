use crate::schedule::arithmetic::{product, saturate};
use crate::{CooldownState, PlannedRule, PlateauState, RuleState};

/// The changes of the scheduled rates at run time: the states of the feedback rules, and the cooldown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RateAdjustments<'a> {
    pub(crate) plateau: Option<&'a PlateauState>,
    pub(crate) rules: &'a [RuleState],
    pub(crate) cooldown: Option<&'a CooldownState>,
}

impl<'a> RateAdjustments<'a> {
    /// The number of reductions of each group, if the rule is a `ReduceLrOnPlateau`.
    pub(crate) fn reductions(&self, rule: &PlannedRule) -> Option<&'a [u64]> {
        if rule.is_plateau() {
            return self.plateau.map(|state| &state.reductions[..]);
        }
        let state = self.rules.iter().find(|state| state.name == rule.name)?;
        Some(&state.memory.typed()?.downcast_ref::<PlateauState>()?.reductions)
    }

    /// The rate of a group under one rule, from its scheduled rate.
    pub(crate) fn lr_under(&self, rule: &PlannedRule, group: usize, scheduled: f64) -> f64 {
        if !rule.acts_on(group) {
            return scheduled;
        }
        if rule.is_plateau() {
            return self.plateau.map_or(scheduled, |state| rule.rule.lr(group, scheduled, scheduled, state));
        }
        let Some(state) = self.rules.iter().find(|state| state.name == rule.name) else {
            return scheduled;
        };
        let with_factor = state.factors.lr(group, scheduled);
        state.memory.typed().map_or(scheduled, |memory| rule.rule.lr(group, scheduled, with_factor, memory))
    }

    /// The rate of a group under all rules, from its scheduled rate. If one rule changes it, the rate has the bits of that rule.
    /// If several do, their factors are multiplied in the order of the rules' names.
    pub(crate) fn lr(&self, rules: &[PlannedRule], group: usize, scheduled: f64) -> f64 {
        let mut lr = scheduled;
        for rule in rules {
            let own = self.lr_under(rule, group, scheduled);
            if own.to_bits() == scheduled.to_bits() {
                continue;
            }
            let is_first = lr.to_bits() == scheduled.to_bits();
            // A scheduled rate of 0 has no factor.
            lr = if is_first || scheduled == 0.0 { own } else { product(lr, saturate(own / scheduled)) };
        }
        lr
    }
}

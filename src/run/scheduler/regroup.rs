use super::Scheduler;
use super::cooldown_start::plan_start;
use super::values::Values;
use crate::run::rate_adjustments::RateAdjustments;
use crate::{Plan, PlateauState, Result, RuleState, State, Tunable};

/// Adapts the states of the feedback rules to a new number of groups.
pub(super) fn regroup_rules(plan: &Plan, groups: usize, plateau: &mut Option<PlateauState>, rules: &mut [RuleState]) {
    if let Some(plateau) = plateau {
        plateau.regroup(groups);
    }
    for state in rules {
        state.regroup(groups);
        let rule = plan.rules().iter().find(|rule| rule.name == state.name);
        if let (Some(rule), Some(memory)) = (rule, state.memory.typed_mut()) {
            rule.rule.regroup(groups, memory);
        }
    }
}

impl Scheduler {
    /// Changes the number of groups to `groups`, after the number of the optimizer's groups has changed, and writes every value to
    /// the optimizer.
    ///
    /// A group that was added follows the plan from the current step on. The feedback rules treat it as the group whose
    /// rate they have reduced most. A group that was removed is forgotten: if it is added again, it is a new group. A `ScheduledOptimizer` calls
    /// this method when groups are added.
    ///
    /// A cooldown applies to an added group as if the group had existed at its start: it starts from the rate that the plan has for
    /// the group at that step. The other groups keep their cooldown.
    ///
    /// # Errors
    /// As [`start`](Self::start). [`Error::Parameter`](crate::Error::Parameter) if a schedule [without a closed
    /// form](crate::History::steps_to_walk) would have to compute more than 2<sup>28</sup> values to the start of the cooldown.
    /// Nothing is changed then, unless the optimizer itself fails to set a value.
    ///
    /// ```
    /// use tch_lr_scheduler::{Cooldown, DryRun, ExponentialLr, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
    /// scheduler.step(&mut DryRun)?;
    /// assert_eq!(scheduler.regroup(2, &mut DryRun)?.lr, [0.05, 0.05]);
    ///
    /// scheduler.cool_down(Cooldown::to(0.0, 10)?, &mut DryRun)?;
    /// scheduler.seek(6, &mut DryRun)?;
    /// assert_eq!(scheduler.regroup(3, &mut DryRun)?.lr, [0.025, 0.025, 0.025]); // half cooled down from 0.05
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "add_param_group")]
    pub fn regroup(&mut self, groups: usize, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        let mut values = Values::new(&self.plan, groups)?;
        let (mut plateau, mut rules) = (self.state.plateau.clone(), self.state.rules.clone());
        regroup_rules(&self.plan, groups, &mut plateau, &mut rules);
        let mut cooldown = self.state.cooldown.clone();
        let adjustments = RateAdjustments { plateau: plateau.as_ref(), rules: &rules, cooldown: None };
        if let Some(cooldown) = &mut cooldown {
            plan_start(cooldown, self.state.lr.len(), &self.plan, &mut values, adjustments)?;
        }
        values.compute(&self.plan, self.state.time(), RateAdjustments { cooldown: cooldown.as_ref(), ..adjustments })?;
        self.values.invalidate();
        values.write_all(&mut self.state, target)?;
        (self.state.plateau, self.state.rules, self.state.cooldown, self.values) = (plateau, rules, cooldown, values);
        Ok(&self.state)
    }
}

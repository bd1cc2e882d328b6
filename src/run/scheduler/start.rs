use super::Scheduler;
use super::rule_backup::RuleBackup;
use super::values::Values;
use crate::schedule::Time;
use crate::{FeedbackRule, Plan, PlateauState, Result, RuleState, State, Tunable};

/// The states of the feedback rules before the first metric.
pub(super) fn initial_rules(plan: &Plan, groups: usize) -> (Option<PlateauState>, Vec<RuleState>) {
    let plateau = plan.plateau().map(|rule| rule.initial_state(groups));
    let others = plan.rules().iter().filter(|rule| !rule.is_plateau());
    (plateau, others.map(|rule| rule.rule.initial_state(&rule.name, groups)).collect())
}

impl Scheduler {
    /// Checks the plan against an optimizer with `groups` groups (at least 1), and writes the values of step 0 to the optimizer.
    ///
    /// # Errors
    /// - [`Error::Parameter`](crate::Error::Parameter) if `groups` is 0 or above 2<sup>20</sup>, or if a base or a factor of the
    ///   plan is out of its range.
    /// - [`Error::SettingTwice`](crate::Error::SettingTwice) or [`Error::ScalarTwice`](crate::Error::ScalarTwice) if the plan gives
    ///   a value twice.
    /// - [`Error::RuleTwice`](crate::Error::RuleTwice) or [`Error::AbsentRuleGroup`](crate::Error::AbsentRuleGroup) if two feedback
    ///   rules have the same name, or a rule acts on a group that does not exist.
    /// - [`Error::AbsentGroup`](crate::Error::AbsentGroup), [`Error::UncoveredGroup`](crate::Error::UncoveredGroup) or
    ///   [`Error::GroupCount`](crate::Error::GroupCount) if the plan does not fit the number of groups.
    /// - [`Error::NotFinite`](crate::Error::NotFinite) if a value of step 0 is not finite, and
    ///   [`Error::OutOfRange`](crate::Error::OutOfRange) if it is out of the range of its hyperparameter.
    /// - [`Error::Unsupported`](crate::Error::Unsupported) if the optimizer does not have a hyperparameter of the plan, or cannot
    ///   set it for a single group.
    ///
    /// Nothing is written in these cases.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, Constant).lr_group(1, 0.2, Constant);
    /// let scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    /// assert_eq!(scheduler.lrs(), [0.1, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn start(plan: &Plan, groups: usize, target: &mut (impl Tunable + ?Sized)) -> Result<Self> {
        let values = Values::new(plan, groups)?;
        let (plateau, rules) = initial_rules(plan, groups);
        let mut scheduler =
            Self { plan: plan.clone(), values, state: State::new(plan.spec(), plateau, rules), backup: RuleBackup::default() };
        scheduler.backup.copy(&scheduler.state);
        scheduler.values.compute(plan, Time::at_step(0), scheduler.state.adjustments())?;
        scheduler.values.write_all(&mut scheduler.state, target)?;
        Ok(scheduler)
    }
}

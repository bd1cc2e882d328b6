use super::Scheduler;
use super::values::Values;
use crate::schedule::Time;
use crate::{Plan, Result, State, Tunable};

impl Scheduler {
    /// Checks the plan against an optimizer with `groups` groups (at least 1), and writes the values of step 0 to the optimizer.
    ///
    /// # Errors
    /// - [`Error::Parameter`](crate::Error::Parameter) if `groups` is 0 or above 2<sup>20</sup>, or if a base or a factor of the
    ///   plan is out of its range.
    /// - [`Error::SettingTwice`](crate::Error::SettingTwice) or [`Error::ScalarTwice`](crate::Error::ScalarTwice) if the plan gives
    ///   a value twice.
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
        let state = State::new(plan.spec(), plan.plateau().map(|rule| rule.initial_state(groups)));
        let mut scheduler = Self { plan: plan.clone(), values, state };
        scheduler.values.compute(plan, Time::at_step(0), scheduler.state.adjustments())?;
        scheduler.values.write_all(&mut scheduler.state, target)?;
        Ok(scheduler)
    }
}

use super::Scheduler;
use super::values::Values;
use crate::run::rate_adjustments::RateAdjustments;
use crate::{Result, State, Tunable};

impl Scheduler {
    /// Changes the number of groups to `groups`, after groups were added to the optimizer, and writes every value to the optimizer.
    ///
    /// A group that was added follows the plan from the current step on. Its rate is reduced as often as the rate of the most reduced
    /// group. A cooldown applies to it as if the group had existed when the cooldown was started. `ScheduledOptimizer` calls this
    /// method by itself.
    ///
    /// # Errors
    /// As [`start`](Self::start). Nothing is changed then, unless the optimizer itself fails to set a value.
    ///
    /// ```
    /// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
    /// scheduler.step(&mut DryRun)?;
    /// assert_eq!(scheduler.regroup(2, &mut DryRun)?.lr, [0.05, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "add_param_group")]
    pub fn regroup(&mut self, groups: usize, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        let mut values = Values::new(&self.plan, groups)?;
        let (mut plateau, mut cooldown) = (self.state.plateau.clone(), self.state.cooldown.clone());
        if let Some(plateau) = &mut plateau {
            plateau.regroup(groups);
        }
        let reductions = plateau.as_ref().map_or(&[][..], |plateau| &plateau.reductions);
        if let Some(cooldown) = &mut cooldown {
            // The rate that an added group would have had at the start of the cooldown.
            values.compute(&self.plan, cooldown.start_time(), RateAdjustments { reductions, cooldown: None })?;
            cooldown.from.extend_from_slice(values.rates().get(cooldown.from.len()..).unwrap_or(&[]));
        }
        values.compute(&self.plan, self.state.time(), RateAdjustments { reductions, cooldown: cooldown.as_ref() })?;
        self.values.invalidate();
        values.write_all(&mut self.state, target)?;
        (self.state.plateau, self.state.cooldown, self.values) = (plateau, cooldown, values);
        Ok(&self.state)
    }
}

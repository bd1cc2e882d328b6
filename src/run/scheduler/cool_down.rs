use super::Scheduler;
use crate::run::rate_adjustments::RateAdjustments;
use crate::{Cooldown, CooldownState, Result, State, Tunable};

impl Scheduler {
    /// Starts a cooldown at the current step, from the current rates. A second cooldown replaces the first. The state contains the
    /// cooldown.
    ///
    /// From its start on, the cooldown alone determines the rates, and [`metric`](Self::metric) ignores metrics.
    ///
    /// - A jump to a step before its start gives the plan's rates, and metrics count again. The cooldown then lies ahead: it starts
    ///   again at the same step. It starts from the same rates, except that a metric that reduces the rates reduces these rates
    ///   too.
    /// - If groups are added while the cooldown is under way or lies ahead, it applies to them: see [`regroup`](Self::regroup).
    /// - After a resume with a changed plan, it continues: see [`ResumePolicy`](crate::ResumePolicy).
    ///
    /// # Errors
    /// As [`step`](Self::step).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Cooldown, DryRun, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
    /// scheduler.seek(10, &mut DryRun)?;
    /// scheduler.cool_down(Cooldown::to(0.0, 2)?, &mut DryRun)?;
    /// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.05]);
    /// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.0]);
    ///
    /// assert_eq!(scheduler.seek(9, &mut DryRun)?.lr, [0.1]); // before its start
    /// assert_eq!(scheduler.seek(11, &mut DryRun)?.lr, [0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cool_down(&mut self, cooldown: Cooldown, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        let started = CooldownState::start(cooldown, self.state.time(), &self.state.lr);
        let adjustments = RateAdjustments { cooldown: Some(&started), ..self.state.adjustments() };
        self.values.compute(&self.plan, self.state.time(), adjustments)?;
        self.values.write_changes(&mut self.state, target)?;
        self.state.cooldown = Some(started);
        Ok(&self.state)
    }
}

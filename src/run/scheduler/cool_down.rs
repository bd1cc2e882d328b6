use super::Scheduler;
use crate::run::rate_adjustments::RateAdjustments;
use crate::{Cooldown, CooldownState, Result, State, Tunable};

impl Scheduler {
    /// Starts a cooldown at the current step, from the current rates. A second cooldown replaces the first. The state contains the
    /// cooldown.
    ///
    /// # Errors
    /// As [`step`](Self::step).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Cooldown, DryRun, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
    /// scheduler.cool_down(Cooldown::to(0.0, 2)?, &mut DryRun)?;
    /// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.05]);
    /// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cool_down(&mut self, cooldown: Cooldown, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        let started = CooldownState::start(cooldown, self.state.time(), &self.state.lr);
        let adjustments = RateAdjustments { reductions: self.state.reductions(), cooldown: Some(&started) };
        self.values.compute(&self.plan, self.state.time(), adjustments)?;
        self.values.write_changes(&mut self.state, target)?;
        self.state.cooldown = Some(started);
        Ok(&self.state)
    }
}

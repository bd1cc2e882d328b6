use super::Scheduler;
use crate::error::check;
use crate::schedule::Time;
use crate::{Result, State, Tunable};

impl Scheduler {
    /// Advances by one step, and writes the values that have changed to the optimizer.
    ///
    /// Call it once per epoch or once per batch. The plan's schedules count in the same unit.
    ///
    /// # Errors
    /// [`Error::NotFinite`](crate::Error::NotFinite) if a value is not finite, and [`Error::OutOfRange`](crate::Error::OutOfRange)
    /// if a value is out of the range of its hyperparameter. The step is then unchanged, and nothing is written. An error of the
    /// optimizer if it cannot set a value.
    ///
    /// ```
    /// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
    /// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.05]);
    /// assert_eq!(scheduler.step(&mut DryRun)?.lr, [0.025]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn step(&mut self, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        self.go_to(self.state.next_time(), target)
    }

    /// Jumps to `step`, forwards or backwards, and writes the values that have changed to the optimizer. Torch's `step(epoch)`.
    ///
    /// The states of the feedback rules stay as they are. A [cooldown](Self::cool_down) stays at its steps: a jump to a step before its
    /// start gives the plan's rates, and a jump to a later step gives the rates of the cooldown at that step.
    ///
    /// # Errors
    /// As [`step`](Self::step). [`Error::Parameter`](crate::Error::Parameter) if a schedule [without a closed
    /// form](crate::History::steps_to_walk) would have to compute more than 2<sup>28</sup> values.
    ///
    /// ```
    /// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
    ///
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
    /// assert_eq!(scheduler.seek(2, &mut DryRun)?.lr, [0.025]);
    /// assert_eq!(scheduler.seek(0, &mut DryRun)?.lr, [0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("last_epoch", "set_lr"))]
    pub fn seek(&mut self, step: u64, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        self.jump_to(Time::at_step(step), target)
    }

    /// Jumps to `time`, which may be between two steps, and writes the values that have changed to the optimizer. Torch's
    /// `step(epoch + i / iters)`.
    ///
    /// `time` is in steps, finite and not negative. From there, [`step`](Self::step) advances by whole steps, as in torch.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `time` is out of its range, and as [`seek`](Self::seek).
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingWarmRestarts, DryRun, Plan, Scheduler};
    ///
    /// let plan = Plan::lr(0.1, CosineAnnealingWarmRestarts::new(3)?);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// scheduler.seek_time(1.5, &mut DryRun)?;
    /// assert!((scheduler.lr() - 0.05).abs() < 1e-12);
    /// assert_eq!(scheduler.step(&mut DryRun)?.step, 2);
    /// assert_eq!(scheduler.state().fraction, 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn seek_time(&mut self, time: f64, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        check::finite_not_negative("Scheduler", "time", time)?;
        self.jump_to(Time::from(time), target)
    }

    fn jump_to(&mut self, time: Time, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        if time != self.state.next_time() {
            self.values.check_distance(&self.plan, time, self.state.adjustments())?;
        }
        self.go_to(time, target)
    }

    fn go_to(&mut self, time: Time, target: &mut (impl Tunable + ?Sized)) -> Result<&State> {
        if self.values.are_written_at(time) {
            // Nothing changes.
        } else if self.values.is_only_rate() && time.fraction == 0.0 && self.state.cooldown.is_none() {
            self.values.write_only_rate(time.step, &mut self.state, target)?;
        } else {
            self.values.compute(&self.plan, time, self.state.adjustments())?;
            self.values.write_changes(&mut self.state, target)?;
        }
        self.state.step = time.step;
        self.state.fraction = time.fraction;
        Ok(&self.state)
    }
}

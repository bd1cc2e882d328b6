use super::{Scheduler, State, Trace};
use crate::{DryRun, Plan, Result};

impl Plan {
    /// The state of a run at `step`, for an optimizer with `groups` groups (at least 1), as if no metric were given and no
    /// [cooldown](crate::Cooldown) were started.
    ///
    /// Use [`trace`](Self::trace) for many steps.
    ///
    /// # Errors
    /// As [`Scheduler::start`] and [`Scheduler::seek`].
    ///
    /// ```
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// let plan = Plan::lr(0.5, StepLr::new(30, 0.1)?);
    /// assert_eq!(plan.preview(1, 30)?.lr, [0.05]);
    /// assert_eq!(plan.preview(1, 1_000_000_000_000)?.lr, [0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn preview(&self, groups: usize, step: u64) -> Result<State> {
        let mut scheduler = Scheduler::start(self, groups, &mut DryRun)?;
        scheduler.seek(step, &mut DryRun)?;
        Ok(scheduler.into_state())
    }

    /// A [`Trace`] of this plan, which computes the state at many steps. The plan is checked once, and a step allocates no memory.
    ///
    /// # Errors
    /// As [`Scheduler::start`].
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Plan};
    ///
    /// let mut trace = Plan::lr(0.1, OneCycleLr::new(0.1, 100)?).trace(1)?;
    /// let mut highest: (u64, f64) = (0, 0.0);
    /// for step in 0..100 {
    ///     let lr = trace.at(step)?.lr[0];
    ///     if lr > highest.1 {
    ///         highest = (step, lr);
    ///     }
    /// }
    /// assert_eq!(highest, (29, 0.1));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn trace(&self, groups: usize) -> Result<Trace> {
        Trace::start(self, groups)
    }
}

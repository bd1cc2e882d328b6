use super::{Scheduler, State, Trace};
use crate::{DryRun, Plan, Result};

impl Plan {
    /// What the state of an optimizer with so many groups will be at `step` if no metric asks for a reduction. For many steps
    /// there is [`trace`](Self::trace).
    ///
    /// # Errors
    /// As [`Scheduler::start`].
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

    /// [`preview`](Self::preview) for many steps: the plan is checked once, and no step allocates.
    ///
    /// # Errors
    /// As [`Scheduler::start`].
    ///
    /// ```
    /// use tch_lr_scheduler::{OneCycleLr, Plan};
    ///
    /// let mut trace = Plan::lr(0.1, OneCycleLr::new(0.1, 100)?).trace(1)?;
    /// for step in (0..100).step_by(10) {
    ///     let state = trace.at(step)?;
    ///     println!("{step} {} {}", state.lr[0], state.momentum[0]);
    /// }
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn trace(&self, groups: usize) -> Result<Trace> {
        Trace::start(self, groups)
    }
}

use crate::{DryRun, Plan, Result, Scheduler, State};

/// A preview of a plan at many steps, without an optimizer. [`Plan::trace`] returns it.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan};
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(1_000_000)?);
/// let mut trace = plan.trace(1)?;
/// let mut area = 0.0;
/// for step in 0..1_000_000 {
///     area += trace.at(step)?.lr[0];
/// }
/// assert!((area - 50_000.0).abs() < 0.1);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug)]
pub struct Trace {
    scheduler: Scheduler,
}

impl Trace {
    pub(super) fn start(plan: &Plan, groups: usize) -> Result<Self> {
        Ok(Self { scheduler: Scheduler::start(plan, groups, &mut DryRun)? })
    }

    /// The state at `step`, without reductions and cooldowns. The steps may come in any order.
    ///
    /// # Errors
    /// As [`Scheduler::seek`].
    ///
    /// ```
    /// use tch_lr_scheduler::{Plan, StepLr};
    ///
    /// let mut trace = Plan::lr(0.5, StepLr::new(30, 0.1)?).trace(2)?;
    /// assert_eq!(trace.at(30)?.lr, [0.05, 0.05]);
    /// assert_eq!(trace.at(0)?.lr, [0.5, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn at(&mut self, step: u64) -> Result<&State> {
        self.scheduler.seek(step, &mut DryRun)
    }
}

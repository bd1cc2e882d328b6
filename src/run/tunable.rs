use crate::{Hyperparameter, Result};

/// Something whose hyperparameters can be set: `tch::nn::Optimizer`, or a user's own optimizer.
///
/// A [`Scheduler`](crate::Scheduler) only ever writes, and only what changed.
///
/// ```
/// use tch_lr_scheduler::{Hyperparameter, Plan, Result, Scheduler, StepLr, Tunable};
///
/// struct Mine {
///     lr: Vec<f64>,
/// }
///
/// impl Tunable for Mine {
///     fn set(&mut self, _: Hyperparameter, value: f64) -> Result<()> {
///         self.lr.fill(value);
///         Ok(())
///     }
///     fn set_group(&mut self, _: Hyperparameter, group: usize, value: f64) -> Result<()> {
///         self.lr[group] = value;
///         Ok(())
///     }
/// }
///
/// let mut mine = Mine { lr: vec![0.0; 2] };
/// let plan = Plan::lr(0.1, StepLr::new(1, 0.5)?);
/// let mut scheduler = Scheduler::start(&plan, 2, &mut mine)?;
/// assert_eq!(mine.lr, [0.1, 0.1]);
/// scheduler.step(&mut mine)?;
/// assert_eq!(mine.lr, [0.05, 0.05]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub trait Tunable {
    /// Sets the hyperparameter of every group, and of groups that are born later.
    ///
    /// # Errors
    /// Where the optimizer does not have this hyperparameter.
    fn set(&mut self, hyperparameter: Hyperparameter, value: f64) -> Result<()>;

    /// Whether [`set_group`](Self::set_group) works for this hyperparameter; the scheduler asks before it writes anything.
    fn sets_groups(&self, hyperparameter: Hyperparameter) -> bool {
        let _ = hyperparameter;
        true
    }

    /// Sets the hyperparameter of one group. The scheduler names no group that was not announced to it.
    ///
    /// # Errors
    /// Where the optimizer cannot set this hyperparameter of a single group.
    fn set_group(&mut self, hyperparameter: Hyperparameter, group: usize, value: f64) -> Result<()>;
}

/// An optimizer that is not there: a [`Scheduler`](crate::Scheduler) runs on it and nothing is trained.
///
/// ```
/// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
///
/// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 1, &mut DryRun)?;
/// scheduler.step(&mut DryRun)?;
/// assert_eq!(scheduler.lr(), 0.05);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DryRun;

impl Tunable for DryRun {
    fn set(&mut self, _: Hyperparameter, _: f64) -> Result<()> {
        Ok(())
    }

    fn set_group(&mut self, _: Hyperparameter, _: usize, _: f64) -> Result<()> {
        Ok(())
    }
}

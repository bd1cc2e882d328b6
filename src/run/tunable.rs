use crate::{Hyperparameter, Result};

/// An optimizer whose hyperparameters can be set: `tch::nn::Optimizer`, or a user-defined optimizer.
///
/// A [`Scheduler`](crate::Scheduler) never reads from an optimizer. It writes every value at the start, after a load and after
/// groups were added, and otherwise only values that have changed.
///
/// # Examples
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
    /// Sets the hyperparameter of every group, and of groups that are added later.
    ///
    /// # Errors
    /// If the optimizer cannot set this hyperparameter, or has no such hyperparameter.
    fn set(&mut self, hyperparameter: Hyperparameter, value: f64) -> Result<()>;

    /// Whether the optimizer has this hyperparameter. Default: `true`.
    ///
    /// The scheduler calls this method before it writes anything. If the method returns `false`, a plan that sets the
    /// hyperparameter is an [`Error::Unsupported`](crate::Error::Unsupported). For example, `tch::nn::Sgd` has no beta2.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Hyperparameter, Plan, Result, Scheduler, Tunable};
    ///
    /// struct OnlyRates;
    ///
    /// impl Tunable for OnlyRates {
    ///     fn has(&self, hyperparameter: Hyperparameter) -> bool {
    ///         hyperparameter == Hyperparameter::Lr
    ///     }
    ///     fn set(&mut self, _: Hyperparameter, _: f64) -> Result<()> {
    ///         Ok(())
    ///     }
    ///     fn set_group(&mut self, _: Hyperparameter, _: usize, _: f64) -> Result<()> {
    ///         Ok(())
    ///     }
    /// }
    ///
    /// let plan = Plan::lr(0.1, Constant).beta2(0.99, Constant);
    /// let error = Scheduler::start(&plan, 1, &mut OnlyRates).unwrap_err();
    /// assert_eq!(error.to_string(), "plan: beta2 is not a hyperparameter of this optimizer, expected Adam or AdamW");
    /// ```
    fn has(&self, hyperparameter: Hyperparameter) -> bool {
        let _ = hyperparameter;
        true
    }

    /// Whether [`set_group`](Self::set_group) can set this hyperparameter. Default: `true`.
    ///
    /// The scheduler calls this method before it writes anything. If the method returns `false`, a plan with different values for
    /// two groups is an [`Error::Unsupported`](crate::Error::Unsupported).
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Hyperparameter, Plan, Result, Scheduler, Tunable};
    ///
    /// struct OneRate(f64);
    ///
    /// impl Tunable for OneRate {
    ///     fn set(&mut self, _: Hyperparameter, value: f64) -> Result<()> {
    ///         self.0 = value;
    ///         Ok(())
    ///     }
    ///     fn sets_groups(&self, _: Hyperparameter) -> bool {
    ///         false
    ///     }
    ///     fn set_group(&mut self, _: Hyperparameter, _: usize, value: f64) -> Result<()> {
    ///         self.set(Hyperparameter::Lr, value)
    ///     }
    /// }
    ///
    /// assert!(Scheduler::start(&Plan::lr(0.1, Constant), 2, &mut OneRate(0.0)).is_ok());
    /// let two_rates = Plan::lr(0.1, Constant).lr_group(1, 0.2, Constant);
    /// assert!(Scheduler::start(&two_rates, 2, &mut OneRate(0.0)).is_err());
    /// ```
    fn sets_groups(&self, hyperparameter: Hyperparameter) -> bool {
        let _ = hyperparameter;
        true
    }

    /// Sets the hyperparameter of one group. `group` is below the number of groups that the scheduler was given.
    ///
    /// # Errors
    /// If the optimizer cannot set this hyperparameter of a single group.
    fn set_group(&mut self, hyperparameter: Hyperparameter, group: usize, value: f64) -> Result<()>;
}

/// An optimizer that ignores every value. A [`Scheduler`](crate::Scheduler) can run with it, but nothing is trained.
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

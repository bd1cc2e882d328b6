//! The lowest and the highest rate of a `GreedyLr`.

use super::GreedyLr;
use crate::Result;
use crate::feedback::lr_limit::LrLimit;

const NAME: &str = "GreedyLr";

impl GreedyLr {
    /// Sets the lowest rate that a reduction may lead to, the same for every group. Finite and not negative. Default: 0.001.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `min_lr` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).min_lr(0.08)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [f64::NAN, f64::NAN] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.08, 0.08]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn min_lr(mut self, min_lr: f64) -> Result<Self> {
        self.min_lr = LrLimit::of_all(NAME, "min_lr", min_lr)?;
        Ok(self)
    }

    /// Sets the lowest rate that a reduction may lead to, one for each group, in the order of the groups.
    ///
    /// The number of entries is checked against the optimizer when the plan is built, wrapped or started.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if an entry is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).min_lrs([0.04, 0.08])?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 2, &mut DryRun)?;
    /// scheduler.metric(f64::NAN, &mut DryRun)?;
    /// assert_eq!(scheduler.lrs(), [0.05, 0.08]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn min_lrs(mut self, min_lrs: impl Into<Vec<f64>>) -> Result<Self> {
        self.min_lr = LrLimit::of_each(NAME, "min_lrs", min_lrs.into())?;
        Ok(self)
    }

    /// Sets the highest rate that a rise may lead to, the same for every group. Finite and not negative. Default: 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `max_lr` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).max_lr(0.3)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.9, 0.8, 0.7] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.2, 0.3, 0.3]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn max_lr(mut self, max_lr: f64) -> Result<Self> {
        self.max_lr = LrLimit::of_all(NAME, "max_lr", max_lr)?;
        Ok(self)
    }

    /// Sets the highest rate that a rise may lead to, one for each group, in the order of the groups.
    ///
    /// The number of entries is checked against the optimizer when the plan is built, wrapped or started.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if an entry is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).max_lrs([0.15, 0.3])?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 2, &mut DryRun)?;
    /// scheduler.metric(0.9, &mut DryRun)?;
    /// assert_eq!(scheduler.lrs(), [0.15, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn max_lrs(mut self, max_lrs: impl Into<Vec<f64>>) -> Result<Self> {
        self.max_lr = LrLimit::of_each(NAME, "max_lrs", max_lrs.into())?;
        Ok(self)
    }
}

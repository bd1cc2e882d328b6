//! The parameters that decide which metric is an improvement, and the decision.

use crate::error::check;
use crate::{Mode, ReduceLrOnPlateau, Result, ThresholdMode};

impl ReduceLrOnPlateau {
    /// Sets whether a smaller or a larger metric is better. Default: [`Mode::Min`], smaller.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Mode, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let rule = ReduceLrOnPlateau::new().mode(Mode::Max).patience(0);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for accuracy in [0.6, 0.7, 0.65] {
    ///     scheduler.metric(accuracy, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.5, 0.5, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// Sets by how much a metric must be better than the best one to count as an improvement. Finite and not negative. Default:
    /// 1e-4.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `threshold` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let rule = ReduceLrOnPlateau::new().threshold(0.1)?.patience(0); // 10 percent
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// scheduler.metric(1.0, &mut DryRun)?;
    /// scheduler.metric(0.95, &mut DryRun)?; // no improvement: not below 0.9
    /// assert_eq!(scheduler.lr(), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn threshold(mut self, threshold: f64) -> Result<Self> {
        self.threshold = check::finite_not_negative("ReduceLrOnPlateau", "threshold", threshold)?;
        Ok(self)
    }

    /// Sets whether the threshold is a fraction of the best metric, a fraction of its magnitude, or an absolute amount.
    /// Default: [`ThresholdMode::Rel`], a fraction of the best metric.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler, ThresholdMode};
    ///
    /// let rule = ReduceLrOnPlateau::new().threshold_mode(ThresholdMode::Abs).threshold(0.5)?.patience(0);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// scheduler.metric(2.0, &mut DryRun)?;
    /// scheduler.metric(1.6, &mut DryRun)?; // no improvement: not below 1.5
    /// assert_eq!(scheduler.lr(), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn threshold_mode(mut self, threshold_mode: ThresholdMode) -> Self {
        self.threshold_mode = threshold_mode;
        self
    }

    /// Whether `metric` is an improvement over `best`. NaN never is.
    pub(super) fn is_improvement(&self, metric: f64, best: f64) -> bool {
        self.threshold_mode.is_improvement(self.mode, self.threshold, metric, best)
    }
}

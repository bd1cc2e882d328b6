//! The constructor of `GreedyLr`, and the methods that set its parameters.

use super::GreedyLr;
use crate::error::check;
use crate::{Mode, Result, ThresholdMode};

const NAME: &str = "GreedyLr";

impl GreedyLr {
    /// Creates a rule with transformers' defaults. The methods below change them.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().patience(1);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.9, 0.8] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.1, 0.10526315789473685]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether a smaller or a larger metric is better. Default: [`Mode::Min`], smaller.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Mode, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().mode(Mode::Max).factor(0.5)?.patience(0);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.8, 0.9, 0.7] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.2, 0.4, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// Sets the factor of a change: a reduction multiplies the rate by it, and a rise divides the rate by it. Above 0 and below 1.
    /// Default: 0.95.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `factor` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.9, 0.8, 0.8] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.2, 0.4, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn factor(mut self, factor: f64) -> Result<Self> {
        check::ensure(factor > 0.0 && factor < 1.0, NAME, "factor", "above 0 and below 1", factor)?;
        self.factor = factor;
        Ok(self)
    }

    /// Sets the number of improvements in a row, and of metrics in a row without improvement, that do not yet change the rate. The
    /// next one does. Default: 10.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(1);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.9, 0.8, 0.8, 0.8] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.1, 0.2, 0.2, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn patience(mut self, patience: u64) -> Self {
        self.patience = patience;
        self
    }

    /// Sets by how much a metric must be better than the best one to count as an improvement. Finite and not negative. Default:
    /// 1e-6.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `threshold` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).threshold(0.1)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.9, 0.85] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.2, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn threshold(mut self, threshold: f64) -> Result<Self> {
        self.threshold = check::finite_not_negative(NAME, "threshold", threshold)?;
        Ok(self)
    }

    /// Sets whether the threshold is a fraction of the best metric, a fraction of its magnitude, or an absolute amount.
    /// Default: [`ThresholdMode::Abs`], an absolute amount.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler, ThresholdMode};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).threshold(0.5)?.threshold_mode(ThresholdMode::Rel);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.9, 0.43] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.2, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn threshold_mode(mut self, threshold_mode: ThresholdMode) -> Self {
        self.threshold_mode = threshold_mode;
        self
    }

    /// Sets the number of metrics after a reduction that are not compared. Default: 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).cooldown(1);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.9, 0.9, 0.9, 0.9] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.2, 0.1, 0.1, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cooldown(mut self, cooldown: u64) -> Self {
        self.cooldown = cooldown;
        self
    }

    /// Sets the number of metrics after a rise of the rate that are not compared. Default: 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).warmup(1);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.9, 0.8, 0.7] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.2, 0.2, 0.4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn warmup(mut self, warmup: u64) -> Self {
        self.warmup = warmup;
        self
    }

    /// Sets the smallest change: the rate of a group changes only by more than `eps`. Finite and not negative. Default: 1e-8.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `eps` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).eps(0.15)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.9, 0.8] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.1, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn eps(mut self, eps: f64) -> Result<Self> {
        self.eps = check::finite_not_negative(NAME, "eps", eps)?;
        Ok(self)
    }

    /// Sets whether the rule compares the mean of the last metrics instead of the metric. Default: `false`.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).smooth(true);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.9, 1.0, 0.4] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.2, 0.1, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn smooth(mut self, smooth: bool) -> Self {
        self.smooth = smooth;
        self
    }

    /// Sets the number of metrics of the mean if [`smooth`](Self::smooth) is set. At least 1. Default: 50.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `window_size` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).smooth(true).window_size(2)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [0.5, 1.0, 0.25, 0.25] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.2, 0.1, 0.05, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn window_size(mut self, window_size: u64) -> Result<Self> {
        self.window_size = check::at_least_one(NAME, "window_size", window_size)?;
        Ok(self)
    }

    /// Sets the number of reductions at the lowest rate after which the rates and the rule are as at the start. Default: 500.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
    ///
    /// let rule = GreedyLr::new().factor(0.5)?.patience(0).min_lr(0.05)?.reset_start(2);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant).feedback(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for metric in [f64::NAN, f64::NAN] {
    ///     scheduler.metric(metric, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.05, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn reset_start(mut self, reset_start: u64) -> Self {
        self.reset_start = reset_start;
        self
    }
}

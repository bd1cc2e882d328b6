//! The constructor of `ReduceLrOnPlateau`, and the methods that set its parameters.

use super::lr_limit::LrLimit;
use crate::error::check;
use crate::schedule::step_range::StepRange;
use crate::{ReduceLrOnPlateau, Result};
use std::ops::RangeBounds;

const NAME: &str = "ReduceLrOnPlateau";

impl ReduceLrOnPlateau {
    /// Creates a rule with torch's defaults. The methods below change them.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let plan = Plan::lr(0.5, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new());
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// for loss in [0.7; 12] {
    ///     scheduler.metric(loss, &mut DryRun)?; // 1 improvement, then 11 metrics without improvement
    /// }
    /// assert_eq!(scheduler.lr(), 0.05);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the factor of a reduction. At least 0 and below 1. Default: 0.1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `factor` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// for loss in [0.7; 3] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    /// }
    /// assert_eq!(scheduler.lr(), 0.2);
    /// let error = ReduceLrOnPlateau::new().factor(1.0).unwrap_err();
    /// assert_eq!(error.to_string(), "ReduceLrOnPlateau: factor must be at least 0 and below 1, found 1.0");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn factor(mut self, factor: f64) -> Result<Self> {
        check::ensure((0.0..1.0).contains(&factor), NAME, "factor", "at least 0 and below 1", factor)?;
        self.factor = check::unsigned_zero(factor);
        Ok(self)
    }

    /// Sets the number of metrics in a row without improvement that are tolerated. The next one leads to a reduction. Default: 10.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let rule = ReduceLrOnPlateau::new().patience(2);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for loss in [0.7; 4] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.5, 0.5, 0.5, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn patience(mut self, patience: u64) -> Self {
        self.patience = patience;
        self
    }

    /// Sets the number of metrics after a reduction that do not count as metrics without improvement. Default: 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0).cooldown(2);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for loss in [0.7; 5] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.8, 0.4, 0.4, 0.4, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cooldown(mut self, cooldown: u64) -> Self {
        self.cooldown = cooldown;
        self
    }

    /// Sets the lowest rate that a reduction may lead to, the same for every group. Finite and not negative. Default: 0.
    ///
    /// A scheduled rate below `min_lr` stays as it is.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `min_lr` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let rule = ReduceLrOnPlateau::new().patience(0).min_lr(0.01)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for loss in [0.7; 4] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.5, 0.05, 0.01, 0.01]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn min_lr(mut self, min_lr: f64) -> Result<Self> {
        self.min_lr = LrLimit::of_all(NAME, "min_lr", min_lr)?;
        Ok(self)
    }

    /// Sets the lowest rate that a reduction may lead to, one for each group, in the order of the groups. Each is finite and not
    /// negative.
    ///
    /// The number of entries is checked against the optimizer when the plan is built, wrapped or started.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if an entry is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Plan, ReduceLrOnPlateau};
    ///
    /// let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().min_lrs([1e-4, 1e-5])?);
    /// assert!(plan.preview(2, 0).is_ok());
    /// let error = plan.preview(3, 0).unwrap_err();
    /// assert_eq!(error.to_string(), "plan: min_lrs has 2 entries, expected one for each of the optimizer's 3 groups");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn min_lrs(mut self, min_lrs: impl Into<Vec<f64>>) -> Result<Self> {
        self.min_lr = LrLimit::of_each(NAME, "min_lrs", min_lrs.into())?;
        Ok(self)
    }

    /// Sets the smallest reduction: the rate of a group is reduced only if it falls by more than `eps`. Finite and not negative.
    /// Default: 1e-8.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `eps` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0).eps(0.3)?;
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for loss in [0.7; 3] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.8, 0.4, 0.4]); // from 0.4 to 0.2 is less than 0.3
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn eps(mut self, eps: f64) -> Result<Self> {
        self.eps = check::finite_not_negative(NAME, "eps", eps)?;
        Ok(self)
    }

    /// Sets whether each [`RateChange`](crate::RateChange) is printed to standard output. Default: `false`.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let rule = ReduceLrOnPlateau::new().patience(0).verbose(true);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// scheduler.metric(0.7, &mut DryRun)?;
    /// scheduler.metric(0.7, &mut DryRun)?; // Epoch     1: reducing learning rate of group 0 to 5.0000e-02.
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn verbose(mut self, verbose: bool) -> Self {
        self.verbose = verbose;
        self
    }

    /// Sets additional patience before the first reduction. Later reductions need only [`patience`](Self::patience). Default: 0.
    ///
    /// Flair's `AnnealOnPlateau` has the argument of this name.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0).initial_extra_patience(2);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.8, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for loss in [0.7; 6] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    ///     rates.push(scheduler.lr());
    /// }
    /// assert_eq!(rates, [0.8, 0.8, 0.8, 0.4, 0.2, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn initial_extra_patience(mut self, metrics: u64) -> Self {
        self.initial_extra_patience = metrics;
        self
    }

    /// Sets whether a reduction asks the loop to load the best weights, with [`Action::RestoreBest`](crate::Action::RestoreBest).
    /// Default: `false`.
    ///
    /// Flair's trainer does this with `anneal_with_restarts`. The rule asks for it also if `min_lr` or `eps` prevents the
    /// reduction.
    ///
    /// ```
    /// use tch_lr_scheduler::{Action, Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
    ///
    /// let rule = ReduceLrOnPlateau::new().patience(0).restore_best(true);
    /// let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
    /// scheduler.metric(0.7, &mut DryRun)?;
    /// let response = scheduler.metric(0.9, &mut DryRun)?;
    /// if response.action == Action::RestoreBest {
    ///     // With tch: load the checkpoint of `Checkpoints::best`.
    /// }
    /// assert_eq!(response.action, Action::RestoreBest);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "anneal_with_restarts")]
    pub fn restore_best(mut self, restore_best: bool) -> Self {
        self.restore_best = restore_best;
        self
    }

    /// Sets the range of steps in which metrics count. The rule ignores metrics at other steps. Default: all steps.
    ///
    /// With a range, the rule can start after a warm-up, or end before a cooldown. Torch has no such argument.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Schedule, Scheduler};
    ///
    /// let after_the_warmup = ReduceLrOnPlateau::new().patience(0).during(3..);
    /// let plan = Plan::lr(1.0, Constant.warmup(4)?).reduce_lr_on_plateau(after_the_warmup);
    /// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    /// let mut rates = vec![];
    /// for loss in [0.5; 6] {
    ///     scheduler.metric(loss, &mut DryRun)?;
    ///     rates.push(scheduler.step(&mut DryRun)?.lr[0]);
    /// }
    /// assert_eq!(rates, [0.5, 0.75, 1.0, 1.0, 0.1, 0.010000000000000002]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn during(mut self, steps: impl RangeBounds<u64>) -> Self {
        self.during = StepRange::new(steps);
        self
    }
}

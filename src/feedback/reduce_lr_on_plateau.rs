use super::step_range::StepRange;
use crate::error::check;
use crate::{Mode, Result, ThresholdMode};
use std::ops::RangeBounds;

const NAME: &str = "ReduceLrOnPlateau";

/// Reduces the rate by a factor when a metric has not become better for a while.
///
/// ```text
/// a metric is better if   metric < best * (1 - threshold)     Mode::Min, ThresholdMode::Rel
///                         metric < best - threshold           Mode::Min, ThresholdMode::Abs
///                         metric > best * (1 + threshold)     Mode::Max, ThresholdMode::Rel
///                         metric > best + threshold           Mode::Max, ThresholdMode::Abs
///                         as Abs, by threshold * |best|                  ThresholdMode::Magnitude
/// after more than `patience` metrics in a row that are not: lr = max(lr * factor, min_lr)
/// ```
///
#[doc = include_str!("../docs/pictures/reduce_lr_on_plateau.svg")]
///
/// It is no schedule, for it answers metrics and not time, and it goes with any schedule: the rate in force is the scheduled
/// one, reduced as often as the metrics asked for it and there was something to reduce. Not a number is never better.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler};
///
/// let plan = Plan::lr(0.5, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().factor(0.1)?.patience(1));
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// let mut rates = vec![];
/// for validation_loss in [0.9, 0.7, 0.7, 0.7, 0.7] {
///     scheduler.metric(validation_loss, &mut DryRun)?;
///     rates.push(scheduler.lr());
/// }
/// assert_eq!(rates, [0.5, 0.5, 0.5, 0.05, 0.05]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode, factor, patience, threshold, threshold_mode, cooldown, min_lr,
/// eps)`, with its defaults; equal to the bit. With negative metrics torch's relative threshold lies on the wrong side of the best,
/// and a metric that stays the same counts as better (pytorch#47513); so it does here, until
/// [`ThresholdMode::Magnitude`] is chosen. `scheduler.step(metric)` is `metric(metric)` here. Torch removed `verbose` in
/// 2.7; it is kept.
#[doc(alias = "ReduceLROnPlateau")]
#[derive(Debug, Clone, PartialEq)]
pub struct ReduceLrOnPlateau {
    pub(crate) mode: Mode,
    pub(crate) factor: f64,
    pub(crate) patience: u64,
    pub(crate) threshold: f64,
    pub(crate) threshold_mode: ThresholdMode,
    pub(crate) cooldown: u64,
    pub(crate) min_lr: MinLr,
    pub(crate) eps: f64,
    pub(crate) verbose: bool,
    pub(crate) during: StepRange,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum MinLr {
    OfAll(f64),
    OfEach(Vec<f64>),
}

impl MinLr {
    pub(crate) fn of_group(&self, group: usize) -> Option<f64> {
        match self {
            Self::OfAll(min_lr) => Some(*min_lr),
            Self::OfEach(min_lrs) => min_lrs.get(group).copied(),
        }
    }
}

impl Default for ReduceLrOnPlateau {
    fn default() -> Self {
        Self {
            mode: Mode::Min,
            factor: 0.1,
            patience: 10,
            threshold: 1e-4,
            threshold_mode: ThresholdMode::Rel,
            cooldown: 0,
            min_lr: MinLr::OfAll(0.0),
            eps: 1e-8,
            verbose: false,
            during: StepRange::default(),
        }
    }
}

impl ReduceLrOnPlateau {
    /// The rule with torch's defaults, which the methods below change.
    ///
    /// ```
    /// use tch_lr_scheduler::ReduceLrOnPlateau;
    ///
    /// assert_eq!(ReduceLrOnPlateau::new(), ReduceLrOnPlateau::new().factor(0.1)?.patience(10).cooldown(0));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// Which way the metric gets better; default [`Mode::Min`].
    ///
    /// ```
    /// use tch_lr_scheduler::{Mode, ReduceLrOnPlateau};
    ///
    /// assert_eq!(ReduceLrOnPlateau::new().mode(Mode::Min), ReduceLrOnPlateau::new());
    /// ```
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// What the rate is multiplied with; at least 0 and below 1, default 0.1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::ReduceLrOnPlateau;
    ///
    /// let error = ReduceLrOnPlateau::new().factor(1.0).unwrap_err();
    /// assert_eq!(error.to_string(), "ReduceLrOnPlateau: factor must be at least 0 and below 1, found 1.0");
    /// ```
    pub fn factor(mut self, factor: f64) -> Result<Self> {
        check::ensure((0.0..1.0).contains(&factor), NAME, "factor", "at least 0 and below 1", factor)?;
        self.factor = check::unsigned_zero(factor);
        Ok(self)
    }

    /// How many metrics in a row may fail to be better before the rate falls; default 10.
    ///
    /// ```
    /// use tch_lr_scheduler::ReduceLrOnPlateau;
    ///
    /// assert_eq!(ReduceLrOnPlateau::new().patience(10), ReduceLrOnPlateau::new());
    /// ```
    pub fn patience(mut self, patience: u64) -> Self {
        self.patience = patience;
        self
    }

    /// How much better a metric must be to count as better; finite and not negative, default 1e-4.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::ReduceLrOnPlateau;
    ///
    /// assert!(ReduceLrOnPlateau::new().threshold(f64::NAN).is_err());
    /// ```
    pub fn threshold(mut self, threshold: f64) -> Result<Self> {
        self.threshold = check::finite_not_negative(NAME, "threshold", threshold)?;
        Ok(self)
    }

    /// Whether the threshold is a fraction or an amount; default [`ThresholdMode::Rel`].
    ///
    /// ```
    /// use tch_lr_scheduler::{ReduceLrOnPlateau, ThresholdMode};
    ///
    /// assert_eq!(ReduceLrOnPlateau::new().threshold_mode(ThresholdMode::Rel), ReduceLrOnPlateau::new());
    /// ```
    pub fn threshold_mode(mut self, threshold_mode: ThresholdMode) -> Self {
        self.threshold_mode = threshold_mode;
        self
    }

    /// How many metrics are passed over after a reduction; default 0.
    ///
    /// ```
    /// use tch_lr_scheduler::ReduceLrOnPlateau;
    ///
    /// assert_eq!(ReduceLrOnPlateau::new().cooldown(0), ReduceLrOnPlateau::new());
    /// ```
    pub fn cooldown(mut self, cooldown: u64) -> Self {
        self.cooldown = cooldown;
        self
    }

    /// What the rate of no group falls below; finite and not negative, default 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::ReduceLrOnPlateau;
    ///
    /// assert!(ReduceLrOnPlateau::new().min_lr(-1.0).is_err());
    /// ```
    pub fn min_lr(mut self, min_lr: f64) -> Result<Self> {
        self.min_lr = MinLr::OfAll(check::finite_not_negative(NAME, "min_lr", min_lr)?);
        Ok(self)
    }

    /// What the rate of each group does not fall below, one a group. That there are as many as groups is checked when the plan
    /// meets its optimizer.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where one is negative or not finite.
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
        let checked = min_lrs.into().into_iter().map(|min_lr| check::finite_not_negative(NAME, "min_lrs", min_lr));
        self.min_lr = MinLr::OfEach(checked.collect::<Result<_>>()?);
        Ok(self)
    }

    /// A reduction that is not larger than this is not made; finite and not negative, default 1e-8.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::ReduceLrOnPlateau;
    ///
    /// assert!(ReduceLrOnPlateau::new().eps(f64::INFINITY).is_err());
    /// ```
    pub fn eps(mut self, eps: f64) -> Result<Self> {
        self.eps = check::finite_not_negative(NAME, "eps", eps)?;
        Ok(self)
    }

    /// Whether each [`Reduction`](crate::Reduction) is printed to standard output; default no.
    ///
    /// ```
    /// use tch_lr_scheduler::ReduceLrOnPlateau;
    ///
    /// assert_eq!(ReduceLrOnPlateau::new().verbose(false), ReduceLrOnPlateau::new());
    /// ```
    pub fn verbose(mut self, verbose: bool) -> Self {
        self.verbose = verbose;
        self
    }

    /// The steps at which metrics count; at others they are passed over, as if they had not been given. Default: all.
    ///
    /// This is how a plateau comes after a warm-up, or ends before a cooldown: torch has no way to say it.
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

    pub(crate) fn named_groups(&self) -> usize {
        match &self.min_lr {
            MinLr::OfAll(_) => 0,
            MinLr::OfEach(min_lrs) => min_lrs.len(),
        }
    }

    pub(crate) fn listens_at(&self, step: u64) -> bool {
        self.during.contains(step)
    }
}

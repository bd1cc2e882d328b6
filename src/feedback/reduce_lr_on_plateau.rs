use super::lr_limit::LrLimit;
use crate::schedule::step_range::StepRange;
use crate::{Mode, ThresholdMode};

/// A feedback rule that reduces the learning rate by a factor if a metric has stopped improving.
///
/// ```text
/// a metric is an improvement if
///     metric < best * (1 - threshold)        Mode::Min, ThresholdMode::Rel
///     metric < best - threshold              Mode::Min, ThresholdMode::Abs
///     metric < best - threshold * |best|     Mode::Min, ThresholdMode::Magnitude
///     metric > best * (1 + threshold)        Mode::Max, ThresholdMode::Rel
///     metric > best + threshold              Mode::Max, ThresholdMode::Abs
///     metric > best + threshold * |best|     Mode::Max, ThresholdMode::Magnitude
/// after more than `patience` metrics in a row without improvement (metrics during the cooldown do not count)
///     lr = max(lr * factor, min_lr)      if that lowers the rate by more than eps
/// ```
///
#[doc = include_str!("../docs/pictures/reduce_lr_on_plateau.svg")]
///
/// A rule is not a schedule, because it depends on metrics and not on time. [`Plan::reduce_lr_on_plateau`] adds it to a plan beside
/// any schedules, and [`Scheduler::metric`] gives it a metric. The current rate of a group is its scheduled rate, reduced as often
/// as the [state](crate::PlateauState) counts. A metric that is NaN is never an improvement.
///
/// # Examples
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
/// `torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode='min', factor=0.1, patience=10, threshold=1e-4, threshold_mode='rel', cooldown=0, min_lr=0, eps=1e-8)`.
/// The defaults are the same, and beside a constant schedule the rates equal torch's bit for bit. `scheduler.step(metric)` is
/// [`Scheduler::metric`]. Torch removed `verbose` in version 2.7; this crate has it.
///
/// If metrics are negative, torch's relative threshold is on the wrong side of the best metric, so that an equal metric counts as
/// an improvement (pytorch#47513). [`ThresholdMode::Rel`] does the same; [`ThresholdMode::Magnitude`] is right for negative
/// metrics.
///
/// # In other libraries
///
/// - Keras: the callback `ReduceLROnPlateau`. It reduces after `patience` metrics without improvement, one metric earlier than
///   torch; its `min_delta` is a `threshold` with [`ThresholdMode::Abs`].
/// - timm: `PlateauLRScheduler`, with a warm-up before it: here [`Schedule::warmup`](crate::Schedule::warmup) and
///   [`during`](Self::during).
/// - mmengine: `ReduceOnPlateauLR` with `begin` and `end`: here [`during`](Self::during).
/// - optax: `contrib.reduce_on_plateau` is [`ScaleOnPlateau`](crate::ScaleOnPlateau).
/// - flair: `AnnealOnPlateau`, whose `initial_extra_patience` is here too, and `anneal_with_restarts` of its trainer, which is
///   [`restore_best`](Self::restore_best). Flair compares a second metric if the first one is equal; this rule does not.
/// - transformers: `get_reduce_on_plateau_schedule` returns torch's class.
///
/// # Source
///
/// No paper: torch's class `ReduceLROnPlateau`. Denkowski and Neubig, "Stronger Baselines for Trustable Results in Neural Machine
/// Translation", arXiv 1706.09733, load the best weights at each reduction.
///
/// [`Plan::reduce_lr_on_plateau`]: crate::Plan::reduce_lr_on_plateau
/// [`Scheduler::metric`]: crate::Scheduler::metric
#[doc(alias("ReduceOnPlateauParamScheduler", "plateau"))]
#[doc(alias("ReduceLROnPlateau", "PlateauLRScheduler", "ReduceOnPlateauLR", "AnnealOnPlateau"))]
#[doc(alias = "get_reduce_on_plateau_schedule")]
#[must_use = "a rule does nothing until `Plan::reduce_lr_on_plateau` adds it to a plan"]
#[derive(Debug, Clone, PartialEq)]
pub struct ReduceLrOnPlateau {
    pub(crate) mode: Mode,
    pub(crate) factor: f64,
    pub(crate) patience: u64,
    pub(crate) threshold: f64,
    pub(crate) threshold_mode: ThresholdMode,
    pub(crate) cooldown: u64,
    pub(crate) min_lr: LrLimit,
    pub(crate) eps: f64,
    pub(crate) verbose: bool,
    pub(crate) initial_extra_patience: u64,
    pub(crate) restore_best: bool,
    /// The steps at which the rule gets metrics. `PlannedRule` takes them from here.
    pub(crate) during: StepRange,
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
            min_lr: LrLimit::OfAll(0.0),
            eps: 1e-8,
            verbose: false,
            initial_extra_patience: 0,
            restore_best: false,
            during: StepRange::default(),
        }
    }
}

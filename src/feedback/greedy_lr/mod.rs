mod rule;
mod state;

// The documentation lists the methods in the order of these modules.
mod options;

mod limits;

pub use state::GreedyLrState;

use super::lr_limit::LrLimit;
use crate::data::{Count, record};
use crate::{Mode, ThresholdMode};

/// A feedback rule that raises the learning rate while a metric improves, and reduces it while the metric does not.
///
/// ```text
/// current = the metric, or the mean of the last `window_size` metrics if `smooth`
/// a metric during the cooldown or the warm-up sets both counters to 0, and is not compared
/// otherwise, if current is better than the best:  good += 1, bad = 0, best = current
///            else:                                bad += 1, good = 0
/// good > patience:   lr = min(lr / factor, max_lr)   if that raises the rate by more than eps;  warm-up of `warmup` metrics
/// bad > patience:    lr = max(lr * factor, min_lr)   if that lowers the rate by more than eps;  cooldown of `cooldown` metrics
/// after `reset_start` reductions in a row after which every rate is at or below min_lr: lr and the rule are as at the start
/// ```
///
#[doc = include_str!("../../docs/pictures/greedy_lr.svg")]
///
/// `lr` is the scheduled rate times the factor of this rule. Beside a schedule that is not constant, the limits hold when the rule
/// changes the rate. A metric that is NaN is never better. If `smooth` is set, a metric that is NaN or infinite makes all later
/// means NaN, as in transformers.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, GreedyLr, Plan, Scheduler};
///
/// let plan = Plan::lr(0.1, Constant).feedback(GreedyLr::new().factor(0.5)?.patience(1));
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// let mut rates = vec![];
/// for loss in [0.9, 0.8, 0.7, 0.7, 0.7, 0.7] {
///     scheduler.metric(loss, &mut DryRun)?;
///     rates.push(scheduler.lr());
/// }
/// assert_eq!(rates, [0.1, 0.2, 0.2, 0.2, 0.1, 0.1]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// transformers: `GreedyLR(optimizer, mode='min', factor=0.95, patience=10, threshold=1e-6, threshold_mode='abs', cooldown=0,
/// warmup=0, min_lr=1e-3, max_lr=1.0, eps=1e-8, verbose=False, smooth=False, window_size=50, reset_start=500)`, also as
/// `get_scheduler("greedy")`. The defaults are the same, and beside a constant schedule the rates equal those of version 5.24 bit
/// for bit. The differences: `factor` must be above 0, because the rule divides by it; [`Response::change`] replaces `verbose`.
///
/// # Source
///
/// "GreedyLR: A Novel Adaptive Learning Rate Scheduler", arXiv 2512.14527, and transformers' class `GreedyLR`.
///
/// [`Response::change`]: crate::Response::change
#[doc(alias("GreedyLR", "greedy", "get_greedy_schedule"))]
#[must_use = "a rule does nothing until `Plan::feedback` adds it to a plan"]
#[derive(Debug, Clone, PartialEq)]
pub struct GreedyLr {
    mode: Mode,
    factor: f64,
    patience: u64,
    threshold: f64,
    threshold_mode: ThresholdMode,
    cooldown: u64,
    warmup: u64,
    pub(crate) min_lr: LrLimit,
    max_lr: LrLimit,
    eps: f64,
    smooth: bool,
    window_size: u64,
    reset_start: u64,
}

impl Default for GreedyLr {
    fn default() -> Self {
        Self {
            mode: Mode::Min,
            factor: 0.95,
            patience: 10,
            threshold: 1e-6,
            threshold_mode: ThresholdMode::Abs,
            cooldown: 0,
            warmup: 0,
            min_lr: LrLimit::OfAll(1e-3),
            max_lr: LrLimit::OfAll(1.0),
            eps: 1e-8,
            smooth: false,
            window_size: 50,
            reset_start: 500,
        }
    }
}

record!(GreedyLr "GreedyLR" {
    mode: Mode = Mode::Min;
    factor: f64 = 0.95;
    patience: Count = Count(10), [it -> Count(it.patience)];
    threshold: f64 = 1e-6;
    threshold_mode: ThresholdMode = ThresholdMode::Abs;
    cooldown: Count = Count(0), [it -> Count(it.cooldown)];
    warmup: Count = Count(0), [it -> Count(it.warmup)];
    min_lr: LrLimit = LrLimit::OfAll(1e-3);
    max_lr: LrLimit = LrLimit::OfAll(1.0);
    eps: f64 = 1e-8;
    smooth: bool = false;
    window_size: Count = Count(50), [it -> Count(it.window_size)];
    reset_start: Count = Count(500), [it -> Count(it.reset_start)]
} => |node| GreedyLr::new().factor(factor).and_then(|rule| {
    let rule = rule.threshold(threshold)?.eps(eps)?.window_size(window_size.0)?.mode(mode).patience(patience.0);
    let rule = rule.threshold_mode(threshold_mode).cooldown(cooldown.0).warmup(warmup.0).smooth(smooth).reset_start(reset_start.0);
    let (min_lr, max_lr) = (min_lr.checked("GreedyLr", "min_lr")?, max_lr.checked("GreedyLr", "max_lr")?);
    Ok(GreedyLr { min_lr, max_lr, ..rule })
}));

use crate::data::word_enum;

/// Whether a smaller or a larger metric is better.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, Mode, Plan, ReduceLrOnPlateau, Scheduler};
///
/// let rule = ReduceLrOnPlateau::new().mode(Mode::Max).patience(0);
/// let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
/// scheduler.metric(0.6, &mut DryRun)?;
/// scheduler.metric(0.7, &mut DryRun)?; // a better accuracy
/// assert_eq!(scheduler.lr(), 0.5);
/// scheduler.metric(0.6, &mut DryRun)?; // a worse one
/// assert_eq!(scheduler.lr(), 0.05);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// A smaller metric is better, as for a loss. `mode='min'` in torch.
    #[default]
    Min,
    /// A larger metric is better, as for an accuracy. `mode='max'` in torch.
    Max,
}

impl ThresholdMode {
    /// Whether `metric` is better than `best` by more than `threshold`. NaN never is.
    pub(crate) fn is_improvement(self, mode: Mode, threshold: f64, metric: f64, best: f64) -> bool {
        let magnitude = if best.is_finite() { best.abs() } else { 0.0 };
        match (mode, self) {
            (Mode::Min, Self::Rel) => metric < best * (1.0 - threshold),
            (Mode::Min, Self::Abs) => metric < best - threshold,
            (Mode::Max, Self::Rel) => metric > best * (threshold + 1.0),
            (Mode::Max, Self::Abs) => metric > best + threshold,
            (Mode::Min, Self::Magnitude) => metric < best - threshold * magnitude,
            (Mode::Max, Self::Magnitude) => metric > best + threshold * magnitude,
        }
    }
}

impl Mode {
    /// The worst possible metric.
    pub(crate) fn worst(self) -> f64 {
        match self {
            Self::Min => f64::INFINITY,
            Self::Max => f64::NEG_INFINITY,
        }
    }
}

/// How the `threshold` of [`ReduceLrOnPlateau`](crate::ReduceLrOnPlateau) is used: as a fraction of the best metric, or as an
/// amount.
///
/// ```
/// use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler, ThresholdMode};
///
/// // With Rel, a second metric of -1.0 is an improvement over -1.0. With Magnitude it is not.
/// for (threshold_mode, lr) in [(ThresholdMode::Rel, 0.5), (ThresholdMode::Magnitude, 0.05)] {
///     let rule = ReduceLrOnPlateau::new().threshold_mode(threshold_mode).patience(0);
///     let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).reduce_lr_on_plateau(rule), 1, &mut DryRun)?;
///     scheduler.metric(-1.0, &mut DryRun)?;
///     scheduler.metric(-1.0, &mut DryRun)?;
///     assert_eq!(scheduler.lr(), lr);
/// }
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThresholdMode {
    /// A metric must be better than the best one by the fraction `threshold` of the best. `threshold_mode='rel'` in torch.
    ///
    /// If the best metric is negative, an equal metric counts as an improvement, as in torch (pytorch#47513).
    #[default]
    Rel,
    /// A metric must be better than the best one by the amount `threshold`. `threshold_mode='abs'` in torch.
    Abs,
    /// A metric must be better than the best one by the fraction `threshold` of the magnitude of the best.
    ///
    /// For positive metrics this is [`Rel`](Self::Rel). It is right for negative metrics too. Torch has no such mode.
    Magnitude,
}

word_enum!(Mode { Min = "min", Max = "max" });
word_enum!(ThresholdMode { Rel = "rel", Abs = "abs", Magnitude = "magnitude" });

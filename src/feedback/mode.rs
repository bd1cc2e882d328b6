/// Which way a metric gets better.
///
/// ```
/// use tch_lr_scheduler::{Mode, ReduceLrOnPlateau};
///
/// let on_accuracy = ReduceLrOnPlateau::new().mode(Mode::Max);
/// # let _ = on_accuracy;
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// Smaller is better, as for a loss.
    #[default]
    Min,
    /// Larger is better, as for an accuracy.
    Max,
}

impl Mode {
    /// What every metric is better than.
    pub(crate) fn worst(self) -> f64 {
        match self {
            Self::Min => f64::INFINITY,
            Self::Max => f64::NEG_INFINITY,
        }
    }
}

/// How much better a metric must be to count.
///
/// ```
/// use tch_lr_scheduler::{ReduceLrOnPlateau, ThresholdMode};
///
/// let rule = ReduceLrOnPlateau::new().threshold_mode(ThresholdMode::Abs).threshold(0.01)?;
/// # let _ = rule;
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThresholdMode {
    /// By a fraction of the best.
    #[default]
    Rel,
    /// By an amount.
    Abs,
    /// By a fraction of the best's magnitude: as [`Rel`](Self::Rel), but right for negative metrics too. Torch has no such mode.
    Magnitude,
}

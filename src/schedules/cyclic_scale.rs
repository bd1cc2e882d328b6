use std::fmt;
use std::sync::Arc;

/// How the height of [`CyclicLr`](crate::CyclicLr) changes from cycle to cycle.
///
/// ```
/// use tch_lr_scheduler::{CyclicLr, CyclicMode};
///
/// let schedule = CyclicLr::new(0.01, 0.1)?.mode(CyclicMode::Triangular2);
/// # let _ = schedule;
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CyclicMode {
    /// Every cycle is as high as the first.
    #[default]
    Triangular,
    /// Every cycle is half as high as the one before.
    Triangular2,
    /// Every step is scaled by `gamma` to the number of the step.
    ExpRange,
}

/// What a scale function of one's own is given.
///
/// ```
/// use tch_lr_scheduler::{CyclicLr, ScaleMode};
///
/// let schedule = CyclicLr::new(0.01, 0.1)?.scale_fn(ScaleMode::Iterations, |time| 1.0 / (1.0 + time));
/// # let _ = schedule;
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScaleMode {
    /// The number of the cycle, 1 for the first.
    #[default]
    Cycle,
    /// The time, in steps.
    Iterations,
}

#[derive(Clone)]
pub(super) enum Scale {
    Of(CyclicMode),
    Own(ScaleMode, Arc<dyn Fn(f64) -> f64 + Send + Sync>),
}

impl Scale {
    pub(super) fn own(mode: ScaleMode, scale_fn: impl Fn(f64) -> f64 + Send + Sync + 'static) -> Self {
        Self::Own(mode, Arc::new(scale_fn))
    }

    pub(super) fn at(&self, cycle: f64, time: f64, gamma: f64) -> f64 {
        match self {
            Self::Of(CyclicMode::Triangular) => 1.0,
            Self::Of(CyclicMode::Triangular2) => 1.0 / 2f64.powf(cycle - 1.0),
            Self::Of(CyclicMode::ExpRange) => gamma.powf(time).min(f64::MAX),
            Self::Own(ScaleMode::Cycle, scale_fn) => scale_fn(cycle),
            Self::Own(ScaleMode::Iterations, scale_fn) => scale_fn(time),
        }
    }
}

impl fmt::Debug for Scale {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Of(mode) => mode.fmt(formatter),
            Self::Own(mode, _) => formatter.debug_tuple("Own").field(mode).finish_non_exhaustive(),
        }
    }
}

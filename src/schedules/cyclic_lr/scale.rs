use crate::data::word_enum;

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

word_enum!(CyclicMode { Triangular = "triangular", Triangular2 = "triangular2", ExpRange = "exp_range" });
word_enum!(ScaleMode { Cycle = "cycle", Iterations = "iterations" });

impl CyclicMode {
    pub(super) fn scale(self, cycle: f64, time: f64, gamma: f64) -> f64 {
        match self {
            Self::Triangular => 1.0,
            Self::Triangular2 => 1.0 / 2f64.powf(cycle - 1.0),
            Self::ExpRange => gamma.powf(time).min(f64::MAX),
        }
    }
}

use crate::data::word_enum;

/// How the amplitude of [`CyclicLr`](crate::CyclicLr) changes from cycle to cycle. The amplitude is the height of the triangle
/// above `base_lr`.
///
/// ```
/// use tch_lr_scheduler::{CyclicLr, CyclicMode, Schedule};
///
/// let schedule = CyclicLr::new(0.0, 1.0)?.step_size_up(1)?.gamma(0.5)?; // peaks at steps 1, 3, 5
/// let peaks = |mode| [1, 3, 5].map(|step| schedule.clone().mode(mode).at(0.0, step));
/// assert_eq!(peaks(CyclicMode::Triangular), [1.0, 1.0, 1.0]);
/// assert_eq!(peaks(CyclicMode::Triangular2), [1.0, 0.5, 0.25]);
/// assert_eq!(peaks(CyclicMode::ExpRange), [0.5, 0.125, 0.03125]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// The argument `mode` of `CyclicLR`: `"triangular"`, `"triangular2"` or `"exp_range"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CyclicMode {
    /// The amplitude is the same in every cycle. Torch's `"triangular"`, the default.
    #[default]
    Triangular,
    /// The amplitude is halved at every new cycle. Torch's `"triangular2"`.
    Triangular2,
    /// The amplitude is multiplied by [`gamma`](crate::CyclicLr::gamma) at every step. Torch's `"exp_range"`.
    ExpRange,
}

/// The argument that a custom scale function of [`CyclicLr`](crate::CyclicLr) receives.
///
/// ```
/// use tch_lr_scheduler::{CyclicLr, ScaleMode, Schedule};
///
/// let schedule = CyclicLr::new(0.0, 1.0)?.step_size_up(1)?; // peaks at steps 1, 3, 5
/// let peaks = |mode| [1, 3, 5].map(|step| schedule.clone().scale_fn(mode, |x| 1.0 / x).at(0.0, step));
/// assert_eq!(peaks(ScaleMode::Cycle), [1.0, 1.0 / 2.0, 1.0 / 3.0]);
/// assert_eq!(peaks(ScaleMode::Iterations), [1.0, 1.0 / 3.0, 1.0 / 5.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// The argument `scale_mode` of `CyclicLR`: `"cycle"` or `"iterations"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScaleMode {
    /// The number of the cycle, 1 for the first. Torch's `"cycle"`, the default.
    #[default]
    Cycle,
    /// The time, in steps from 0. Torch's `"iterations"`.
    Iterations,
}

word_enum!(CyclicMode { Triangular = "triangular", Triangular2 = "triangular2", ExpRange = "exp_range" });
word_enum!(ScaleMode { Cycle = "cycle", Iterations = "iterations" });

impl CyclicMode {
    /// The factor of the amplitude at `time`, which lies in the cycle with the number `cycle`.
    pub(super) fn scale(self, cycle: f64, time: f64, gamma: f64) -> f64 {
        match self {
            Self::Triangular => 1.0,
            Self::Triangular2 => 1.0 / 2f64.powf(cycle - 1.0),
            Self::ExpRange => gamma.powf(time).min(f64::MAX),
        }
    }
}

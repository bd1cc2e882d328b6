use crate::data::word_enum;
use crate::schedule::arithmetic::saturate;
use std::f64::consts::PI;

/// The shape of a transition from one value to another: [`OneCycleLr`](crate::OneCycleLr) and [`SwaLr`](crate::SwaLr) have it as an
/// option.
///
/// ```
/// use tch_lr_scheduler::{AnnealStrategy, Schedule, SwaLr};
///
/// let to_zero = SwaLr::new(0.0)?.anneal_epochs(4);
/// let values = |strategy| [0, 1, 2, 4].map(|step| to_zero.anneal_strategy(strategy).at(1.0, step));
/// assert_eq!(values(AnnealStrategy::Linear), [1.0, 0.75, 0.5, 0.0]);
/// assert_eq!(values(AnnealStrategy::Cos).map(|value| (value * 100.0).round()), [100.0, 85.0, 50.0, 0.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// The argument `anneal_strategy` of `OneCycleLR` and `SWALR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AnnealStrategy {
    /// Half a cosine wave, which starts and ends slowly. Torch's `"cos"`, the default.
    #[default]
    Cos,
    /// A straight line. Torch's `"linear"`.
    Linear,
}

word_enum!(AnnealStrategy { Cos = "cos", Linear = "linear" });

impl AnnealStrategy {
    /// The value between `start` (at `fraction` 0) and `end` (at `fraction` 1), computed in torch's order of operations.
    pub(super) fn between(self, start: f64, end: f64, fraction: f64) -> f64 {
        match self {
            Self::Cos => end + (start - end) / 2.0 * ((PI * fraction).cos() + 1.0),
            Self::Linear => (end - start) * fraction + start,
        }
    }
}

/// The value of a cosine wave at `time`, computed in torch's order of operations: `base` at time 0, `eta_min` at `length`, and
/// `base` again at twice the length.
pub(super) fn cosine(base: f64, eta_min: f64, time: f64, length: f64) -> f64 {
    saturate(eta_min + saturate(saturate(base - eta_min) * (1.0 + ((PI * time) / length).cos())) / 2.0)
}

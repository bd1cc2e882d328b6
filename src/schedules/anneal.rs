use crate::data::word_enum;
use crate::schedule::arithmetic::finite;
use std::f64::consts::PI;

/// The shape of the way from one value to another.
///
/// ```
/// use tch_lr_scheduler::{AnnealStrategy, OneCycleLr};
///
/// let schedule = OneCycleLr::new(0.1, 100)?.anneal_strategy(AnnealStrategy::Linear);
/// # let _ = schedule;
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AnnealStrategy {
    /// Along half a cosine wave: torch's `"cos"`.
    #[default]
    Cos,
    /// In a straight line: torch's `"linear"`.
    Linear,
}

word_enum!(AnnealStrategy { Cos = "cos", Linear = "linear" });

impl AnnealStrategy {
    /// From `start` at 0 to `end` at 1, in torch's order of operations.
    pub(super) fn between(self, start: f64, end: f64, fraction: f64) -> f64 {
        match self {
            Self::Cos => end + (start - end) / 2.0 * ((PI * fraction).cos() + 1.0),
            Self::Linear => (end - start) * fraction + start,
        }
    }
}

/// From `base` to `eta_min` along half a cosine wave of a length, and up again in as much time, in torch's order of operations.
pub(super) fn cosine(base: f64, eta_min: f64, time: f64, length: f64) -> f64 {
    finite(eta_min + finite(base - eta_min) * (1.0 + ((PI * time) / length).cos()) / 2.0)
}

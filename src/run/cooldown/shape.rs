use crate::data::word_enum;
use std::f64::consts::PI;

/// How a [`Cooldown`](crate::Cooldown) gets to its end: what is left of the way at a fraction `p` of the time.
///
/// ```
/// use tch_lr_scheduler::{Cooldown, CooldownShape};
///
/// let cooldown = Cooldown::to(0.0, 5_000)?.shape(CooldownShape::Cosine);
/// # let _ = cooldown;
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum CooldownShape {
    /// `1 - p`.
    #[default]
    Linear,
    /// `(1 + cos(pi * p)) / 2`.
    Cosine,
    /// `1 - sqrt(p)`: steep at first. arXiv 2405.18392.
    OneMinusSqrt,
    /// `1 - p^2`: steep at last.
    OneMinusSquare,
}

word_enum!(CooldownShape { Linear = "linear", Cosine = "cosine", OneMinusSqrt = "1-sqrt", OneMinusSquare = "1-square" });

impl CooldownShape {
    pub(super) fn left(self, p: f64) -> f64 {
        match self {
            Self::Linear => 1.0 - p,
            Self::Cosine => (1.0 + (PI * p).cos()) / 2.0,
            Self::OneMinusSqrt => 1.0 - p.sqrt(),
            Self::OneMinusSquare => 1.0 - p * p,
        }
    }
}

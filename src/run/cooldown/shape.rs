use crate::data::word_enum;
use std::f64::consts::PI;

/// The shape of a [`Cooldown`](crate::Cooldown): the part of the rate's change that remains at the fraction `p` of the steps.
///
/// ```
/// use tch_lr_scheduler::{Constant, Cooldown, CooldownShape, DryRun, Plan, Scheduler};
///
/// for (shape, half_way) in [(CooldownShape::Linear, 0.5), (CooldownShape::OneMinusSquare, 0.75)] {
///     let mut scheduler = Scheduler::start(&Plan::lr(1.0, Constant), 1, &mut DryRun)?;
///     scheduler.cool_down(Cooldown::to(0.0, 10)?.shape(shape), &mut DryRun)?;
///     assert_eq!(scheduler.seek(5, &mut DryRun)?.lr, [half_way]);
/// }
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum CooldownShape {
    /// `1 - p`: a straight line. `"linear"` in a state file.
    #[default]
    Linear,
    /// `(1 + cos(pi * p)) / 2`: half a cosine wave. `"cosine"` in a state file.
    Cosine,
    /// `1 - sqrt(p)`: steep at the start. From arXiv 2405.18392. `"1-sqrt"` in a state file.
    OneMinusSqrt,
    /// `1 - p^2`: steep at the end. `"1-square"` in a state file.
    OneMinusSquare,
}

word_enum!(CooldownShape { Linear = "linear", Cosine = "cosine", OneMinusSqrt = "1-sqrt", OneMinusSquare = "1-square" });

impl CooldownShape {
    /// The part of the change that remains at the fraction `p` of the steps: 1 at the start, 0 at the end.
    pub(super) fn remaining(self, p: f64) -> f64 {
        match self {
            Self::Linear => 1.0 - p,
            Self::Cosine => (1.0 + (PI * p).cos()) / 2.0,
            Self::OneMinusSqrt => 1.0 - p.sqrt(),
            Self::OneMinusSquare => 1.0 - p * p,
        }
    }
}

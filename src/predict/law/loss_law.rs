use super::{AnnealingLaw, LawKind, MultiPowerLaw};
use crate::predict::changes::{Change, Changes, Place};
use crate::predict::rate_curve::RateCurve;

/// A law with its numbers: the loss after a number of steps as a function of the rates of these steps.
///
/// A law holds for one model, one set of data, one batch size and one optimizer.
///
/// ```
/// use tch_lr_scheduler::predict::{AnnealingLaw, LossLaw, RateCurve};
///
/// let law = LossLaw::from(AnnealingLaw { l0: 1.0, a: 2.0, alpha: 0.5, c: 0.5, lambda: 0.99 });
/// let constant = RateCurve::held([(0, 0.01)], 10_000)?;
/// assert_eq!(law.losses(&constant, &[100, 10_000]), [3.0, 1.2]);
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum LossLaw {
    /// The multi-power law.
    MultiPower(MultiPowerLaw),
    /// The annealing law.
    Annealing(AnnealingLaw),
}

impl From<MultiPowerLaw> for LossLaw {
    fn from(law: MultiPowerLaw) -> Self {
        Self::MultiPower(law)
    }
}

impl From<AnnealingLaw> for LossLaw {
    fn from(law: AnnealingLaw) -> Self {
        Self::Annealing(law)
    }
}

impl LossLaw {
    /// Which law this is.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{AnnealingLaw, LawKind, LossLaw};
    ///
    /// let law = AnnealingLaw { l0: 1.0, a: 2.0, alpha: 0.5, c: 0.5, lambda: 0.99 };
    /// assert_eq!(LossLaw::from(law).kind(), LawKind::Annealing);
    /// ```
    pub fn kind(&self) -> LawKind {
        match self {
            Self::MultiPower(_) => LawKind::MultiPower,
            Self::Annealing(_) => LawKind::Annealing,
        }
    }

    /// The loss after the first `step` steps of a run. It is infinite if all of their rates are 0.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{AnnealingLaw, LossLaw, RateCurve};
    ///
    /// let law = LossLaw::from(AnnealingLaw { l0: 1.0, a: 2.0, alpha: 0.5, c: 0.5, lambda: 0.99 });
    /// assert_eq!(law.loss(&RateCurve::held([(0, 0.01)], 100)?, 100), 3.0);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn loss(&self, curve: &RateCurve, step: u64) -> f64 {
        self.losses(curve, &[step]).first().copied().unwrap_or(f64::NAN)
    }

    /// The losses after each of the numbers of steps in `steps`.
    ///
    /// Every change of the rate is counted by itself, so the time is proportional to the number of changes times the number of
    /// steps that are asked for. A prediction of a [`FittedLaw`](crate::predict::FittedLaw) counts the changes of a long run in
    /// groups.
    ///
    /// ```
    /// use tch_lr_scheduler::predict::{LossLaw, MultiPowerLaw, RateCurve};
    ///
    /// let law = LossLaw::from(MultiPowerLaw { l0: 1.0, a: 2.0, alpha: 0.5, b: 100.0, c: 1.0, beta: 0.5, gamma: 0.5 });
    /// let losses = law.losses(&RateCurve::held([(0, 0.01), (500, 0.001)], 1_000)?, &[500, 600, 1_000]);
    /// assert!(losses[0] > losses[1] && losses[1] > losses[2]);
    /// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
    /// ```
    pub fn losses(&self, curve: &RateCurve, steps: &[u64]) -> Vec<f64> {
        self.of_changes(&Changes::exact(curve, steps))
    }

    pub(in crate::predict) fn of_changes(&self, curve: &Changes) -> Vec<f64> {
        curve.places.iter().map(|place| self.at(&curve.changes[..place.changes], place)).collect()
    }

    fn at(&self, changes: &[Change], place: &Place) -> f64 {
        let (l0, a, alpha, fall) = match self {
            Self::MultiPower(law) => (law.l0, law.a, law.alpha, law.fall(changes, place)),
            Self::Annealing(law) => (law.l0, law.a, law.alpha, law.fall(changes, place)),
        };
        l0 + a * place.sum.powf(-alpha) - fall
    }
}

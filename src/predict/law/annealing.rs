use crate::predict::changes::{Change, Place};

/// The annealing law: the loss after a number of steps, from the rates of these steps.
///
/// ```text
/// loss(t) = l0 + a * S(t)^-alpha - c * S2(t)
/// S2(t) = m(1) + ... + m(t), where m(i) = lambda * m(i - 1) + rate(i - 1) - rate(i)
/// ```
///
/// `S(t)` is the sum of the rates of the first `t` steps, with those of the warm-up. `m` is 0 until the end of the warm-up. So a
/// change of the rate acts on the loss for about `1 / (1 - lambda)` steps, whatever the rate is.
///
/// The authors choose `lambda` (0.99 to 0.999). Here it is fitted too.
///
/// ```
/// use tch_lr_scheduler::predict::{AnnealingLaw, LossLaw, RateCurve};
///
/// let law = AnnealingLaw { l0: 1.0, a: 2.0, alpha: 0.5, c: 0.5, lambda: 0.99 };
/// let curve = RateCurve::held([(0, 1e-2), (500, 1e-3)], 1_000)?;
/// // 500 steps after the change, S2 is nearly 100 times the change.
/// let expected = 1.0 + 2.0 / 5.5f64.sqrt() - 0.5 * 100.0 * 9e-3 * (1.0 - 0.99f64.powi(500));
/// assert!((LossLaw::from(law).loss(&curve, 1_000) - expected).abs() < 1e-12);
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
///
/// # Source
///
/// Tissue et al., "Scaling Law with Learning Rate Annealing", arXiv 2408.11029.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AnnealingLaw {
    /// The loss that the power law approaches, above 0.
    pub l0: f64,
    /// The factor of the power law, above 0.
    pub a: f64,
    /// The exponent of the power law, above 0.
    pub alpha: f64,
    /// The factor of the sum of the momenta, at least 0.
    pub c: f64,
    /// What a step leaves of the momentum, at least 0 and below 1.
    pub lambda: f64,
}

impl AnnealingLaw {
    /// What the changes of the rate take from the loss.
    pub(super) fn fall(&self, changes: &[Change], place: &Place) -> f64 {
        let ln_lambda = self.lambda.ln();
        // A change adds drop * (1 + lambda + ... ) with as many terms as there are steps with the new rate.
        let effect = |change: &Change| change.drop * -((place.step - change.step).max(0.0) * ln_lambda).exp_m1();
        self.c * changes.iter().map(effect).sum::<f64>() / (1.0 - self.lambda)
    }
}

use crate::predict::changes::{Change, Place};

/// The multi-power law: the loss after a number of steps, from the rates of these steps.
///
/// ```text
/// loss(t) = l0 + a * S(t)^-alpha - b * sum over the changes k before t of d(k) * G(k, t)
/// G(k, t) = 1 - (1 + c * rate(k)^-gamma * (S(t) - S(k)))^-beta
/// ```
///
/// `S(t)` is the sum of the rates of the first `t` steps, with those of the warm-up. A change `k` is a step after the warm-up at which
/// the rate differs from that of the step before. `d(k)` is the old rate minus the new one, `rate(k)` the new rate. If the new
/// rate is 0, `G` is 1 as soon as a later rate is above 0.
///
/// The first two terms are the loss at a constant rate, as a power law of the sum of the rates. The third term is what the loss
/// falls because the rate falls. It grows after each change, by another power law.
///
/// ```
/// use tch_lr_scheduler::predict::{LossLaw, MultiPowerLaw, RateCurve};
///
/// let law = MultiPowerLaw { l0: 1.0, a: 2.0, alpha: 0.5, b: 100.0, c: 1.0, beta: 0.5, gamma: 0.5 };
/// let (held, fallen) = (RateCurve::held([(0, 1e-2)], 1_000)?, RateCurve::held([(0, 1e-2), (500, 1e-3)], 1_000)?);
/// let loss = |curve: &RateCurve| LossLaw::from(law).loss(curve, 1_000);
/// assert!((loss(&held) - (1.0 + 2.0 / 10f64.sqrt())).abs() < 1e-12);
/// assert!(loss(&fallen) < loss(&held));
/// # Ok::<(), tch_lr_scheduler::predict::PredictError>(())
/// ```
///
/// # Source
///
/// Luo et al., "A Multi-Power Law for Loss Curve Prediction Across Learning Rate Schedules", arXiv 2503.12811.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MultiPowerLaw {
    /// The loss that the power law approaches, above 0.
    pub l0: f64,
    /// The factor of the power law, above 0.
    pub a: f64,
    /// The exponent of the power law, above 0.
    pub alpha: f64,
    /// What the loss falls per unit of the rate, long after the rate has changed. At least 0.
    pub b: f64,
    /// How fast the effect of a change grows, above 0.
    pub c: f64,
    /// The exponent with which the effect of a change approaches its end, above 0.
    pub beta: f64,
    /// How much faster the effect grows if the new rate is lower, at least 0.
    pub gamma: f64,
}

impl MultiPowerLaw {
    /// What the changes of the rate take from the loss.
    pub(super) fn fall(&self, changes: &[Change], place: &Place) -> f64 {
        let effect = |change: &Change| {
            let since = place.sum - change.before;
            if since <= 0.0 {
                return 0.0;
            }
            // A rate of 0 has the logarithm -inf.
            let power = if self.gamma == 0.0 { 1.0 } else { (-self.gamma * change.ln_rate).exp() };
            let grown = self.c * power * since;
            // Exact also if beta is near 0, where the effect is that of a logarithm and `b` is large.
            change.drop * -(-self.beta * grown.ln_1p()).exp_m1()
        };
        self.b * changes.iter().map(effect).sum::<f64>()
    }
}

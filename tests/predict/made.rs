//! Runs that are made from a law, with noise.

use crate::common::generator::Generator;
use tch_lr_scheduler::predict::{AnnealingLaw, LawKind, LossLaw, MultiPowerLaw, ObservedRun, RateCurve, Result};

pub const STEPS: u64 = 240;
pub const PEAK: f64 = 2e-3;
const LOSSES: u64 = 30;

/// A law with numbers like those of the papers.
pub fn law(kind: LawKind, random: &mut Generator) -> LossLaw {
    let mut between = |low: f64, high: f64| low + (high - low) * random.fraction();
    let sum = PEAK * STEPS as f64;
    let (l0, alpha) = (between(1.5, 3.0), between(0.3, 0.7));
    let a = between(0.3, 0.8) * sum.powf(alpha);
    match kind {
        LawKind::Annealing => {
            let lambda = 1.0 - 1.0 / between(5.0, 40.0);
            let c = between(0.1, 0.4) * (1.0 - lambda) / PEAK;
            AnnealingLaw { l0, a, alpha, c, lambda }.into()
        }
        _ => {
            let (beta, gamma) = (between(0.3, 0.7), between(0.3, 0.7));
            let c = between(10.0, 80.0) * PEAK.powf(gamma) / sum;
            MultiPowerLaw { l0, a, alpha, b: between(0.1, 0.4) / PEAK, c, beta, gamma }.into()
        }
    }
}

/// A schedule of a random kind.
pub fn schedule(random: &mut Generator) -> RateCurve {
    let warmup = random.whole(0, STEPS / 12);
    let start = warmup + random.whole(0, STEPS / 2);
    let low = PEAK * random.fraction() * 0.3;
    let kind = random.whole(0, 4);
    let rate = |step: u64| {
        let along = (step.saturating_sub(start)) as f64 / (STEPS - start) as f64;
        match kind {
            _ if step < warmup => PEAK * (step + 1) as f64 / (warmup + 1) as f64,
            0 => low + (PEAK - low) * 0.5 * (1.0 + (std::f64::consts::PI * along).cos()),
            1 => low + (PEAK - low) * (1.0 - along),
            2 => low + (PEAK - low) * (1.0 - along.sqrt()),
            3 if along > 0.5 => low,
            3 if along > 0.0 => 0.5 * PEAK,
            _ => PEAK * (-2.0 * along).exp(),
        }
    };
    RateCurve::new((0..STEPS).map(rate)).expect("the rates are possible")
}

/// The three schedules of the trial: constant, cosine and one step.
pub fn seen() -> [(&'static str, RateCurve); 3] {
    let cosine = |step: u64| {
        let along = step as f64 / STEPS as f64;
        PEAK * (0.1 + 0.9 * 0.5 * (1.0 + (std::f64::consts::PI * along).cos()))
    };
    let held = |rates: &[(u64, f64)]| RateCurve::held(rates.iter().copied(), STEPS).expect("the rates are possible");
    [
        ("constant", held(&[(0, PEAK)])),
        ("cosine", RateCurve::new((0..STEPS).map(cosine)).expect("the rates are possible")),
        ("step", held(&[(0, PEAK), (STEPS * 6 / 10, 0.2 * PEAK)])),
    ]
}

/// A run under a law. `noise` is the standard deviation of the logarithm of the loss.
pub fn run(name: &str, law: &LossLaw, curve: &RateCurve, noise: f64, random: &mut Generator) -> Result<ObservedRun> {
    let steps: Vec<u64> = (1..=LOSSES).map(|part| part * curve.steps() / LOSSES).collect();
    let losses = law.losses(curve, &steps);
    let noisy = losses.into_iter().map(|loss| loss * (noise * normal(random)).exp()).collect::<Vec<_>>();
    ObservedRun::new(name, curve.clone(), steps.into_iter().zip(noisy))
}

/// A number of a nearly normal distribution: the sum of twelve uniform ones.
fn normal(random: &mut Generator) -> f64 {
    (0..12).map(|_| random.fraction()).sum::<f64>() - 6.0
}

/// The runs of the trial under a law.
pub fn runs(law: &LossLaw, noise: f64, random: &mut Generator) -> Result<Vec<ObservedRun>> {
    seen().iter().map(|(name, curve)| run(name, law, curve, noise, random)).collect()
}

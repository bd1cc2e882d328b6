//! Predictions join the changes of a long run. They agree with the sum over all changes.

use crate::common::generator::Generator;
use crate::made;
use tch_lr_scheduler::predict::{FittedLaw, LawKind, LossLaw, RateCurve, Result, fit};

const LONG: u64 = 30_000;

/// Curves with many changes: smooth, cyclic, noisy, and down to 0. Each with the largest relative error of a prediction.
///
/// Noise at every step has rises and falls that are together about a thousand times the highest rate, and nearly cancel.
fn curves() -> Vec<(&'static str, RateCurve, f64)> {
    let peak = made::PEAK;
    let along = |step: u64| step as f64 / LONG as f64;
    let mut random = Generator::new(3);
    let curve = |rate: &mut dyn FnMut(u64) -> f64| RateCurve::new((0..LONG).map(rate)).expect("the rates are possible");
    vec![
        ("cosine", curve(&mut |step| peak * 0.5 * (1.0 + (std::f64::consts::PI * along(step)).cos())), 2e-4),
        ("linear to 0", curve(&mut |step| peak * (1.0 - along(step))), 2e-4),
        ("late 1-sqrt", curve(&mut |step| peak * (1.0 - ((along(step) - 0.9).max(0.0) * 10.0).sqrt())), 2e-4),
        ("restarts", curve(&mut |step| peak * 0.5 * (1.0 + (std::f64::consts::PI * (along(step) * 5.0).fract()).cos())), 2e-4),
        ("noise", curve(&mut |step| peak * (1.0 - 0.9 * along(step)) * (0.9 + 0.2 * random.fraction())), 1e-3),
        ("exponential", curve(&mut |step| peak * (-9.0 * along(step)).exp()), 2e-4),
    ]
}

fn fitted(kind: LawKind) -> Result<(LossLaw, FittedLaw)> {
    let mut random = Generator::new(2);
    let truth = made::law(kind, &mut random);
    let law = fit(&made::runs(&truth, 0.001, &mut random)?, kind)?;
    Ok((*law.law(), law))
}

#[test]
fn joined_changes_give_the_losses_of_all_changes() -> Result<()> {
    for kind in [LawKind::MultiPower, LawKind::Annealing] {
        let (law, fitted) = fitted(kind)?;
        for (name, curve, most) in curves() {
            let prediction = fitted.predict(&curve);
            // The exact sum takes long, so only some of the predicted steps are compared.
            let points: Vec<_> = prediction.points().iter().rev().step_by(16).collect();
            let exact = law.losses(&curve, &points.iter().map(|point| point.step).collect::<Vec<_>>());
            for (point, exact) in points.iter().zip(exact) {
                assert!((point.loss / exact - 1.0).abs() < most, "{kind}, {name}, {}: {} and {exact}", point.step, point.loss);
            }
        }
    }
    Ok(())
}

#[test]
fn a_run_of_any_length_is_predicted() -> Result<()> {
    use tch_lr_scheduler::{CosineAnnealingLr, Plan};
    let (law, fitted) = fitted(LawKind::MultiPower)?;
    for steps in [1, 2, 1_000_000, 1_000_000_000_000] {
        let plan = Plan::lr(made::PEAK, CosineAnnealingLr::new(steps).expect("a length above 0")).total_steps(steps);
        let prediction = fitted.predict_plan(&plan, 1, None)?;
        assert!(prediction.loss().is_finite(), "{steps}");
        assert_eq!(prediction.points().last().expect("a step is predicted").step, steps);
    }
    // Every fourth rate stands for its neighbours.
    let plan = Plan::lr(made::PEAK, CosineAnnealingLr::new(1_000_000).expect("a length above 0")).total_steps(1_000_000);
    let sampled = fitted.predict_plan(&plan, 1, None)?.loss();
    let rates = (0..1_000_000).map(|step| made::PEAK * 0.5 * (1.0 + (std::f64::consts::PI * step as f64 / 1e6).cos()));
    let exact = law.loss(&RateCurve::new(rates)?, 1_000_000);
    assert!((sampled / exact - 1.0).abs() < 1e-4, "{sampled} and {exact}");
    Ok(())
}

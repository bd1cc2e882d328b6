//! Laws come back from noisy runs.

use crate::common::generator::Generator;
use crate::made;
use tch_lr_scheduler::predict::{LawKind, Result, fit};

/// The errors of the predicted final losses of unseen schedules, in units of the noise, and how many truths are in their intervals.
fn errors(kind: LawKind, laws: u64, noise: f64) -> Result<(Vec<f64>, usize)> {
    let mut errors = vec![];
    let mut covered = 0;
    for seed in 0..laws {
        let mut random = Generator::new(1 + seed);
        let truth = made::law(kind, &mut random);
        let law = fit(&made::runs(&truth, noise, &mut random)?, kind)?;
        for _ in 0..6 {
            let curve = made::schedule(&mut random);
            let (expected, prediction) = (truth.loss(&curve, curve.steps()), law.predict(&curve));
            errors.push((prediction.loss() / expected - 1.0).abs() / noise);
            covered += usize::from(prediction.low() <= expected && expected <= prediction.high());
        }
    }
    errors.sort_by(f64::total_cmp);
    Ok((errors, covered))
}

#[test]
fn predictions_of_random_schedules_are_within_the_noise() -> Result<()> {
    for kind in [LawKind::MultiPower, LawKind::Annealing] {
        let (errors, covered) = errors(kind, 4, 0.003)?;
        let median = errors[errors.len() / 2];
        assert!(median < 1.0, "{kind}: {errors:?}");
        assert!(errors[errors.len() * 9 / 10] < 3.0, "{kind}: {errors:?}");
        assert!(covered * 10 >= errors.len() * 8, "{kind}: {covered} of {}", errors.len());
    }
    Ok(())
}

/// Without noise, only the pull to usual numbers is left.
#[test]
fn predictions_from_exact_losses_are_nearly_exact() -> Result<()> {
    for kind in [LawKind::MultiPower, LawKind::Annealing] {
        let mut random = Generator::new(9);
        let truth = made::law(kind, &mut random);
        let law = fit(&made::runs(&truth, 0.0, &mut random)?, kind)?;
        assert!(law.seen().error() < 1e-3, "{kind}: {}", law.seen().error());
        for _ in 0..10 {
            let curve = made::schedule(&mut random);
            let error = law.predict(&curve).loss() / truth.loss(&curve, curve.steps()) - 1.0;
            assert!(error.abs() < 5e-3, "{kind}: {error}");
        }
    }
    Ok(())
}

//! What holds for all laws, schedules and runs.

use crate::common::generator::Generator;
use crate::made;
use tch_lr_scheduler::predict::{LawKind, LossLaw, ObservedRun, RateCurve, Result, fit};

const KINDS: [LawKind; 2] = [LawKind::MultiPower, LawKind::Annealing];

#[test]
fn a_constant_rate_has_no_annealing_term() -> Result<()> {
    let mut random = Generator::new(1);
    for kind in KINDS {
        for _ in 0..50 {
            let law = made::law(kind, &mut random);
            let (l0, a, alpha) = match law {
                LossLaw::MultiPower(law) => (law.l0, law.a, law.alpha),
                LossLaw::Annealing(law) => (law.l0, law.a, law.alpha),
                other => panic!("{other:?} is a new law"),
            };
            let rate = 0.01 * random.fraction() + 1e-6;
            let warmup = random.whole(0, 20);
            let rates = (0..100).map(|step| if step < warmup { rate * step as f64 / warmup as f64 } else { rate });
            let curve = RateCurve::new(rates)?;
            for step in [30, 100] {
                let expected = l0 + a * curve.sum(step).powf(-alpha);
                assert_eq!(law.loss(&curve, step).to_bits(), expected.to_bits());
            }
        }
    }
    Ok(())
}

#[test]
fn the_order_of_the_runs_and_of_their_losses_changes_no_bit() -> Result<()> {
    for kind in KINDS {
        let mut random = Generator::new(4);
        let truth = made::law(kind, &mut random);
        let runs = made::runs(&truth, 0.01, &mut random)?;
        let first = fit(&runs, kind)?;
        let reversed = |run: &ObservedRun| ObservedRun::new(run.name(), run.curve().clone(), run.points().iter().rev().copied());
        for order in [[2, 0, 1], [1, 2, 0]] {
            let runs: Vec<_> = order.iter().map(|index| reversed(&runs[*index])).collect::<Result<_>>()?;
            let again = fit(&runs, kind)?;
            assert_eq!(first.to_json()?, again.to_json()?);
        }
    }
    Ok(())
}

/// Losses of any course are fitted somehow, also those that no law describes.
#[test]
fn no_losses_make_a_fit_panic() -> Result<()> {
    let mut random = Generator::new(8);
    for kind in KINDS {
        for case in 0..6 {
            let count = [8, 9, 40, 200, 97, 12][case];
            let mut loss = |step: u64| match case {
                0 => 1.0,
                1 => 1e-300,
                2 => step as f64,
                3 => 1e3f64.powf(random.fraction()),
                4 => 1e300,
                _ => 1.0 / step as f64,
            };
            let curves = [RateCurve::held([(0, 0.1)], 200)?, RateCurve::held([(0, 0.1), (90, 0.0), (150, 1e-9)], 200)?];
            let mut runs = vec![];
            for curve in curves {
                let points: Vec<_> = (1..=count).map(|index| (index * 200 / count, loss(index))).collect();
                runs.push(ObservedRun::new(format!("{case}"), curve, points)?);
            }
            if let Ok(law) = fit(&runs, kind) {
                let prediction = law.predict(&RateCurve::held([(0, 0.1), (100, 0.01)], 200)?);
                assert!(prediction.loss().is_finite(), "{kind}, {case}");
            }
        }
    }
    Ok(())
}

#[test]
fn more_losses_and_another_unit_of_the_rate_change_little() -> Result<()> {
    let mut random = Generator::new(6);
    let truth = made::law(LawKind::MultiPower, &mut random);
    let unseen = made::schedule(&mut random);
    let predicted = |factor: f64, every: u64| -> Result<f64> {
        let mut runs = vec![];
        for (name, curve) in made::seen() {
            let steps: Vec<u64> = (1..=made::STEPS).filter(|step| step % every == 0).collect();
            let losses = truth.losses(&curve, &steps);
            let scaled = RateCurve::new((0..made::STEPS).map(|step| factor * curve.rate(step)))?;
            runs.push(ObservedRun::new(name, scaled, steps.into_iter().zip(losses))?);
        }
        let scaled = RateCurve::new((0..made::STEPS).map(|step| factor * unseen.rate(step)))?;
        Ok(fit(&runs, LawKind::MultiPower)?.predict(&scaled).loss())
    };
    let expected = truth.loss(&unseen, made::STEPS);
    for (factor, every) in [(1.0, 8), (1.0, 1), (1e3, 8), (1e-4, 8)] {
        let found = predicted(factor, every)?;
        assert!((found / expected - 1.0).abs() < 5e-3, "{factor}, {every}: {found} and {expected}");
    }
    Ok(())
}

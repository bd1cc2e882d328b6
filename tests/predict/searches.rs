//! The search for the best schedule of a family.

use crate::common::generator::Generator;
use crate::made;
use tch_lr_scheduler::predict::{Family, FittedLaw, LawKind, ObservedRun, RateCurve, Result, fit, search};

fn law(noise: f64) -> Result<FittedLaw> {
    let mut random = Generator::new(3);
    let truth = made::law(LawKind::MultiPower, &mut random);
    fit(&made::runs(&truth, noise, &mut random)?, LawKind::MultiPower)
}

#[test]
fn the_best_candidate_has_the_lowest_predicted_loss() -> Result<()> {
    let law = law(0.001)?;
    for family in [Family::Wsd, Family::Cosine] {
        let found = search(&law, family, made::STEPS)?;
        let best = found.best().expect("a candidate");
        assert_eq!(found.prediction().loss(), law.predict_plan(&best.plan, 1, None)?.loss());
        for candidate in found.candidates() {
            let predicted = law.predict_plan(&candidate.plan, 1, None)?;
            assert_eq!(candidate.plan.run_length(), Some(made::STEPS));
            assert!((predicted.loss() / candidate.loss - 1.0).abs() < 1e-6, "{}", candidate.description);
            assert!(predicted.loss() >= found.prediction().loss() * (1.0 - 1e-6), "{}", candidate.description);
            assert!(predicted.warnings().is_empty(), "{}", candidate.description);
        }
        assert_eq!(found.is_within_noise(), found.as_good().len() == found.candidates().len());
        assert!(!found.as_good().is_empty());
    }
    Ok(())
}

#[test]
fn large_noise_makes_all_candidates_equal() -> Result<()> {
    assert!(search(&law(0.3)?, Family::Cosine, made::STEPS)?.is_within_noise());
    assert!(!search(&law(1e-4)?, Family::Wsd, made::STEPS)?.is_within_noise());
    Ok(())
}

#[test]
fn the_peak_stays_within_what_was_seen_and_the_warm_up_is_that_of_the_runs() -> Result<()> {
    let run = |peak: f64, end: f64| {
        let rates = (0..200).map(|step| {
            if step < 20 {
                peak * (step + 1) as f64 / 20.0
            } else if step < 120 {
                peak
            } else {
                end
            }
        });
        ObservedRun::new("run", RateCurve::new(rates)?, (1..=20).map(|part| (10 * part, 2.0 + 1.0 / part as f64 + 10.0 * end)))
    };
    let law = fit(&[run(0.01, 0.01)?, run(0.02, 0.001)?], LawKind::MultiPower)?;
    let found = search(&law, Family::Wsd, 400)?;
    for candidate in found.candidates() {
        let curve = RateCurve::of_plan(&candidate.plan, 1, 0, None)?;
        assert!((0.01..=0.02).contains(&curve.peak()), "{}", candidate.description);
        assert_eq!(curve.warmup_steps(), 19, "{}", candidate.description);
        assert_eq!(curve.rate(9), candidate.peak * 0.5, "{}", candidate.description);
    }
    for steps in [1, 2, 3, 7] {
        assert!(search(&law, Family::Wsd, steps)?.prediction().loss().is_finite(), "{steps}");
        assert!(search(&law, Family::Cosine, steps)?.prediction().loss().is_finite(), "{steps}");
    }
    assert!(search(&law, Family::Cosine, 0).is_err());
    Ok(())
}

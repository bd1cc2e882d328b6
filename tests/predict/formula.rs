//! The losses of the laws against an implementation in Python that loops over all steps.

use crate::common::generator::Generator;
use crate::common::python_packages::{python_with, run};
use crate::made;
use serde_json::{Value, json};
use tch_lr_scheduler::predict::{AnnealingLaw, LawKind, LossLaw, MultiPowerLaw, RateCurve};

fn data(law: &LossLaw) -> Value {
    match law {
        LossLaw::MultiPower(MultiPowerLaw { l0, a, alpha, b, c, beta, gamma }) => {
            json!({"type": "multi-power", "l0": l0, "a": a, "alpha": alpha, "b": b, "c": c, "beta": beta, "gamma": gamma})
        }
        LossLaw::Annealing(AnnealingLaw { l0, a, alpha, c, lambda }) => {
            json!({"type": "annealing", "l0": l0, "a": a, "alpha": alpha, "c": c, "lambda": lambda})
        }
        other => panic!("{other:?} has no twin in Python"),
    }
}

#[test]
fn python_computes_the_same_losses() -> anyhow::Result<()> {
    let Some(python) = python_with(&[], "the laws were not compared") else {
        return Ok(());
    };
    let mut random = Generator::new(5);
    let mut cases = vec![];
    for kind in [LawKind::MultiPower, LawKind::Annealing] {
        for _ in 0..10 {
            cases.push((made::law(kind, &mut random), made::schedule(&mut random)));
        }
        // A rate of 0, a rise after it, and a warm-up of the program's choice.
        let rates = [vec![0.0, 1e-3, 2e-3], vec![1e-3; 50], vec![0.0; 20], vec![5e-4; 30]].concat();
        let curve = RateCurve::new(rates)?;
        cases.push((made::law(kind, &mut random), curve.clone()));
        cases.push((made::law(kind, &mut random), curve.with_warmup(0)));
    }
    let steps = |curve: &RateCurve| (2..=curve.steps()).step_by(7).chain([curve.steps()]).collect::<Vec<_>>();
    let asked = |(law, curve): &(LossLaw, RateCurve)| {
        let rates: Vec<f64> = (0..curve.steps()).map(|step| curve.rate(step)).collect();
        json!({"law": data(law), "rates": rates, "warmup": curve.warmup_steps(), "steps": steps(curve)})
    };
    let theirs: Vec<Vec<f64>> = run(&python, "predict_laws.py", &cases.iter().map(asked).collect::<Vec<_>>())?;
    assert_eq!(theirs.len(), cases.len());
    for ((law, curve), theirs) in cases.iter().zip(&theirs) {
        let ours = law.losses(curve, &steps(curve));
        assert_eq!(ours.len(), theirs.len());
        for ((ours, theirs), step) in ours.iter().zip(theirs).zip(steps(curve)) {
            assert!((ours / theirs - 1.0).abs() < 1e-9, "{law:?} at {step}: {ours} and {theirs}");
        }
    }
    Ok(())
}

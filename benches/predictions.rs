//! The fit of a law to three runs of 100,000 steps with a loss at every step, and the prediction of plans of a million steps.

use criterion::{Criterion, criterion_group, criterion_main};
use std::f64::consts::PI;
use std::hint::black_box;
use tch_lr_scheduler::predict::{Family, FittedLaw, LawKind, ObservedRun, RateCurve, Result, fit, search};
use tch_lr_scheduler::{CosineAnnealingLr, Plan};

const STEPS: u64 = 100_000;
const PEAK: f64 = 1e-3;

/// A noisy loss that falls with the sum of the rates and with the present rate.
fn loss(curve: &RateCurve, step: u64) -> f64 {
    let noise = (step.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40) as f64 / (1u64 << 24) as f64 - 0.5;
    (2.0 + 3.0 * (1.0 + curve.sum(step)).powf(-0.5) - 0.2 * (1.0 - curve.rate(step) / PEAK)) * (1.0 + 0.05 * noise)
}

fn runs() -> Result<Vec<ObservedRun>> {
    let cosine = |step: u64| PEAK * (0.55 + 0.45 * (PI * step as f64 / STEPS as f64).cos());
    let linear = |step: u64| PEAK * (1.0 - step as f64 / STEPS as f64);
    let curves = [
        ("constant", RateCurve::held([(0, PEAK)], STEPS)?),
        ("cosine", RateCurve::new((0..STEPS).map(cosine))?),
        ("linear", RateCurve::new((0..STEPS).map(linear))?),
    ];
    let run = |(name, curve): (&str, RateCurve)| {
        let losses: Vec<_> = (1..=STEPS).map(|step| (step, loss(&curve, step))).collect();
        ObservedRun::new(name, curve, losses)
    };
    curves.into_iter().map(run).collect()
}

fn predictions(criterion: &mut Criterion, law: &FittedLaw) -> tch_lr_scheduler::Result<()> {
    let plan = Plan::lr(PEAK, CosineAnnealingLr::new(1_000_000)?).total_steps(1_000_000);
    criterion.bench_function("predict a plan of 1e6 steps", |bencher| {
        bencher.iter(|| law.predict_plan(black_box(&plan), 1, None).map(|prediction| prediction.loss()));
    });
    criterion.bench_function("search for a WSD of 1e6 steps", |bencher| {
        bencher.iter(|| search(law, Family::Wsd, black_box(1_000_000)).map(|found| found.prediction().loss()));
    });
    Ok(())
}

fn all(criterion: &mut Criterion) {
    let runs = runs().expect("the runs are possible");
    let mut group = criterion.benchmark_group("three runs of 1e5 steps");
    group.sample_size(10);
    for kind in [LawKind::MultiPower, LawKind::Annealing] {
        group.bench_function(format!("fit the {kind}"), |bencher| {
            bencher.iter(|| fit(black_box(&runs), kind).map(|law| *law.law()))
        });
    }
    group.finish();
    let law = fit(&runs, LawKind::MultiPower).expect("the runs can be fitted");
    predictions(criterion, &law).expect("the plan is possible");
}

criterion_group!(benches, all);
criterion_main!(benches);

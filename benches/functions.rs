//! Benchmarks that need no libtorch: a schedule's value at a near and a far step, a step that changes no value, and the trace of
//! a long run.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Duration;
use tch_lr_scheduler::*;

/// Every schedule that has a closed form. Combinators wrap a cheap schedule.
fn closed_forms() -> Result<Vec<(&'static str, Box<dyn Schedule>)>> {
    let linear = LinearLr::new(0.1, 1.0, 1_000)?;
    Ok(vec![
        ("StepLr", StepLr::new(30, 0.9999)?.boxed()),
        ("MultiStepLr", MultiStepLr::new([5, 50, 500], 0.5)?.boxed()),
        ("ConstantLr", ConstantLr::new(0.5, 500)?.boxed()),
        ("LinearLr", linear.boxed()),
        ("ExponentialLr", ExponentialLr::new(0.9999)?.boxed()),
        ("PolynomialLr", PolynomialLr::new(1_000, 0.9)?.boxed()),
        ("CosineAnnealingLr", CosineAnnealingLr::new(50)?.boxed()),
        ("CosineAnnealingWarmRestarts", CosineAnnealingWarmRestarts::new(50)?.boxed()),
        ("CosineAnnealingWarmRestarts, t_mult 2", CosineAnnealingWarmRestarts::new(10)?.t_mult(2)?.boxed()),
        ("CyclicLr", CyclicLr::new(0.01, 0.1)?.step_size_up(50)?.boxed()),
        ("CyclicLr, triangular2", CyclicLr::new(0.01, 0.1)?.step_size_up(50)?.mode(CyclicMode::Triangular2).boxed()),
        ("CyclicLr, exp_range", CyclicLr::new(0.01, 0.1)?.mode(CyclicMode::ExpRange).gamma(0.9999)?.boxed()),
        ("OneCycleLr", OneCycleLr::new(0.1, 1_000)?.boxed()),
        ("OneCycleLr, of 10^16 steps", OneCycleLr::new(0.1, 10_000_000_000_000_000)?.boxed()),
        ("LambdaLr", LambdaLr::new(|step| 1.0 / (1.0 + step as f64)).boxed()),
        ("SwaLr", SwaLr::new(0.05)?.anneal_epochs(100).boxed()),
        ("InverseSqrt", InverseSqrt::new(1_000)?.boxed()),
        ("Noam", Noam::new(512, 4_000)?.boxed()),
        ("InverseTime", InverseTime::new(1_000, 0.5)?.boxed()),
        ("Power", Power::new(4.0, -0.51)?.boxed()),
        ("Eden", Eden::new(5_000.0, 3.5, 2_000)?.boxed()),
        ("Sin", Sin::new(100)?.boxed()),
        ("InfiniteLr", InfiniteLr::new(100, 900, 0.5)?.boxed()),
        ("SequentialLr", linear.then(5, CosineAnnealingLr::new(10_000_000_000_000_000)?).boxed()),
        ("ChainedScheduler", ChainedScheduler::new([ConstantLr::new(0.5, 5)?.boxed(), linear.boxed()])?.boxed()),
        ("Piecewise", Piecewise::starting_at(0.1)?.linear_to(100, 1.0)?.cosine_to(1_000, 0.1)?.boxed()),
        ("Constant", Constant.boxed()),
        ("warmup", Constant.warmup(100)?.boxed()),
        ("hold", linear.hold(500).boxed()),
        ("delay", linear.delay(5).boxed()),
        ("frozen_until", linear.frozen_until(5).boxed()),
        ("cycle", linear.cycle(100)?.decay(0.9)?.boxed()),
        ("every", linear.every(100)?.boxed()),
        ("stretch", linear.stretch(100)?.boxed()),
        ("within", linear.within(5..500)?.boxed()),
        ("past_end", linear.past_end(500, EndPolicy::Repeat).boxed()),
        ("plus", linear.plus(Constant).boxed()),
        ("noise", linear.noise(0.5, 42)?.boxed()),
        ("times", linear.times(ConstantLr::new(0.5, 5)?).boxed()),
        ("min", linear.min(Constant).boxed()),
        ("max", linear.max(Constant).boxed()),
        ("clamp", linear.clamp(0.01, 0.05)?.boxed()),
        ("scale", linear.scale(0.5)?.boxed()),
        ("offset", linear.offset(0.5)?.boxed()),
    ])
}

fn at(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("at");
    for (name, schedule) in closed_forms().expect("the table is right") {
        for (far, step) in [("10", 10), ("10^15", 1_000_000_000_000_000)] {
            group.bench_function(format!("{name}, step {far}"), |bencher| bencher.iter(|| schedule.at(0.1, black_box(step))));
        }
    }
}

/// Steps at which no value changes, with one group and with a hundred groups of different base rates.
fn unchanged(criterion: &mut Criterion) {
    let mut bench = |name: &str, schedule: Box<dyn Schedule>, from: u64| {
        let schedule = std::sync::Arc::<dyn Schedule>::from(schedule);
        for groups in [1, 100] {
            let plan = Plan::lr_groups((1..=groups).map(|group| (0.01 * group as f64, schedule.clone())));
            let mut scheduler = Scheduler::start(&plan, groups, &mut DryRun).expect("the plan starts");
            scheduler.seek(from, &mut DryRun).expect("the step is there");
            criterion.benchmark_group("unchanged").bench_function(format!("{name}, groups {groups}"), |bencher| {
                bencher.iter(|| black_box(scheduler.step(&mut DryRun).is_ok()))
            });
        }
    };
    bench("Constant", Constant.boxed(), 0);
    bench("StepLr between two falls", StepLr::new(1 << 52, 0.1).expect("valid").boxed(), 0);
    bench("LinearLr past its end", LinearLr::default().boxed(), 5);
}

fn trace(criterion: &mut Criterion) {
    const STEPS: u64 = 1_000_000;
    for (name, schedule) in [
        ("CosineAnnealingLr", CosineAnnealingLr::new(STEPS).expect("valid").boxed()),
        ("OneCycleLr", OneCycleLr::new(0.1, STEPS).expect("valid").boxed()),
        ("ExponentialLr", ExponentialLr::new(0.99999).expect("valid").boxed()),
    ] {
        let plan = Plan::lr(0.1, schedule);
        criterion.benchmark_group("trace of 10^6 steps").bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut trace = plan.trace(1).expect("the plan starts");
                (0..STEPS).map(|step| trace.at(step).map_or(f64::NAN, |state| state.lr[0])).sum::<f64>()
            })
        });
    }
}

/// Short measurements, because compare.py makes many rounds. Options such as `--measurement-time` override these settings.
fn quick() -> Criterion {
    let time = Duration::from_millis(50);
    Criterion::default().sample_size(10).warm_up_time(time).measurement_time(time).nresamples(1_001).without_plots()
}

criterion_group!(name = benches; config = quick(); targets = at, unchanged, trace);
criterion_main!(benches);

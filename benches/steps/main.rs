//! The time that schedules cost. Four groups of benchmarks take `STEPS` steps of each schedule:
//!
//! - `step`: `Scheduler::step`;
//! - `advance`: `ScheduledOptimizer::advance`;
//! - `bare`: the calls of tch that a scheduler makes, without the scheduler;
//! - `by hand`: a loop that computes the values and sets them.
//!
//! `optimizer step` is one `step()` of the optimizer alone, for comparison. compare.py runs this in turn with torch_side.py.

mod by_hand;
mod cases;
mod tape;
mod workload;

use cases::{Case, Moves};
use criterion::{Criterion, criterion_group, criterion_main};
use std::time::{Duration, Instant};
use tape::Tape;
use tch::nn::{Sgd, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{Constant, Plan, Result, ScheduledOptimizer};
use workload::{GROUPS, Groups, STEPS};

/// An optimizer with one variable in each group.
fn optimizer(groups: Groups, plan: &Plan) -> Result<ScheduledOptimizer> {
    let vs = VarStore::new(Device::Cpu);
    let variable = |group| vs.root().set_group(group).zeros(&format!("group{group}"), &[1]);
    let loss: Tensor = (0..groups.count).map(|group| variable(group).sum(Kind::Float)).sum();
    let mut opt = plan.build(&vs, Sgd { momentum: 0.9, ..Default::default() })?;
    opt.zero_grad();
    loss.backward();
    Ok(opt)
}

/// The time of `times` runs of all steps by `Scheduler::step`, each run from the start.
fn stepped(case: &Case, groups: Groups, times: u64) -> Result<Duration> {
    let (mut optimizer, mut scheduler) = optimizer(groups, &(case.plan)(groups)?)?.into_parts();
    let start = scheduler.state().clone();
    let mut elapsed = Duration::ZERO;
    for _ in 0..times {
        scheduler.load(start.clone(), &mut optimizer)?;
        let begun = Instant::now();
        for _ in 0..STEPS {
            match case.moves {
                Moves::ByMetric => drop(scheduler.metric(1.0, &mut optimizer)?),
                Moves::ByStep(_) => drop(scheduler.step(&mut optimizer)?.step),
            }
        }
        elapsed += begun.elapsed();
    }
    Ok(elapsed)
}

/// The same by `ScheduledOptimizer::advance`.
fn advanced(case: &Case, groups: Groups, times: u64) -> Result<Duration> {
    let mut opt = optimizer(groups, &(case.plan)(groups)?)?;
    let start = opt.state().clone();
    let mut elapsed = Duration::ZERO;
    for _ in 0..times {
        opt.load(start.clone())?;
        let begun = Instant::now();
        for _ in 0..STEPS {
            match case.moves {
                Moves::ByMetric => drop(opt.metric(1.0)?),
                Moves::ByStep(_) => drop(opt.advance()?.step),
            }
        }
        elapsed += begun.elapsed();
    }
    Ok(elapsed)
}

fn schedules(criterion: &mut Criterion) {
    for case in cases::all() {
        for groups in GROUPS {
            let name = format!("{}, groups {}", case.name, groups.name());
            criterion.benchmark_group("step").bench_function(&name, |bencher| {
                bencher.iter_custom(|times| stepped(&case, groups, times).expect("the plan runs"));
            });
            criterion.benchmark_group("advance").bench_function(&name, |bencher| {
                bencher.iter_custom(|times| advanced(&case, groups, times).expect("the plan runs"));
            });
            let tape = Tape::record(&case, groups).expect("the plan runs");
            let (mut bare, _) = optimizer(groups, &Plan::lr(0.1, Constant)).expect("the plan starts").into_parts();
            let name = format!("{name}, calls {}", tape.calls());
            criterion.benchmark_group("bare").bench_function(name, |bencher| bencher.iter(|| tape.play(&mut bare)));
            if let Moves::ByStep(by_hand) = case.moves {
                let mut steps = by_hand(groups, &mut bare).expect("the schedule is right");
                let name = format!("{}, groups {}", case.name, groups.name());
                criterion.benchmark_group("by hand").bench_function(name, |bencher| bencher.iter(&mut steps));
            }
        }
    }
}

/// The time of the optimizer's own step, without a scheduler.
fn unscheduled(criterion: &mut Criterion) {
    for groups in GROUPS.into_iter().filter(|groups| !groups.differ) {
        let (mut bare, _) = optimizer(groups, &Plan::lr(0.1, Constant)).expect("the plan starts").into_parts();
        let name = format!("groups {}", groups.name());
        criterion.benchmark_group("optimizer step").bench_function(name, |bencher| bencher.iter(|| bare.step()));
    }
}

/// Short measurements, because compare.py makes many rounds. Options such as `--measurement-time` override these settings.
fn quick() -> Criterion {
    let time = Duration::from_millis(50);
    Criterion::default().sample_size(10).warm_up_time(time / 5).measurement_time(time).nresamples(1_001).without_plots()
}

criterion_group!(name = benches; config = quick(); targets = schedules, unscheduled);
criterion_main!(benches);

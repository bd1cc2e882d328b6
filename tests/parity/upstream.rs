//! The parameters of PyTorch's own tests (test/optim/test_lrscheduler.py), on two groups with the rates of those tests. Torch
//! computes the expected values. Several of PyTorch's tests compare nothing, because they drop the values of the first group from
//! a list of one group; here all values are compared.

use crate::comparison::Comparison;
use tch_lr_scheduler::*;

const BASES: [f64; 2] = [0.05, 0.5];

type Build = fn(f64) -> Result<Box<dyn Schedule>>;

/// Torch's expression, and our schedule for a group's base.
fn single() -> Vec<(&'static str, Build)> {
    vec![
        ("StepLR(optimizer, gamma=0.1, step_size=3)", |_| Ok(StepLr::new(3, 0.1)?.boxed())),
        ("MultiStepLR(optimizer, gamma=0.1, milestones=[2, 5, 9])", |_| Ok(MultiStepLr::new([2, 5, 9], 0.1)?.boxed())),
        ("ConstantLR(optimizer, factor=1.0 / 2, total_iters=5)", |_| Ok(ConstantLr::new(0.5, 5)?.boxed())),
        ("ConstantLR(optimizer, factor=1.0 / 3, total_iters=4)", |_| Ok(ConstantLr::new(1.0 / 3.0, 4)?.boxed())),
        ("LinearLR(optimizer, 1.0 / 4, 3.0 / 5, 4)", |_| Ok(LinearLr::new(0.25, 0.6, 4)?.boxed())),
        ("LinearLR(optimizer, 1.0 / 2, total_iters=4)", |_| Ok(LinearLr::new(0.5, 1.0, 4)?.boxed())),
        ("LinearLR(optimizer, 1.0 / 3, 0.7, 4)", |_| Ok(LinearLr::new(1.0 / 3.0, 0.7, 4)?.boxed())),
        ("ExponentialLR(optimizer, gamma=0.9)", |_| Ok(ExponentialLr::new(0.9)?.boxed())),
        ("PolynomialLR(optimizer, power=0.9)", |_| Ok(PolynomialLr::new(5, 0.9)?.boxed())),
        ("CosineAnnealingLR(optimizer, T_max=10, eta_min=1e-10)", |_| Ok(CosineAnnealingLr::new(10)?.eta_min(1e-10)?.boxed())),
        ("CosineAnnealingLR(optimizer, T_max=5, eta_min=1e-10)", |_| Ok(CosineAnnealingLr::new(5)?.eta_min(1e-10)?.boxed())),
        ("CosineAnnealingLR(optimizer, T_max=5, eta_min=0.1)", |_| Ok(CosineAnnealingLr::new(5)?.eta_min(0.1)?.boxed())),
        ("LambdaLR(optimizer, [lambda x: 0.9**x, lambda x: 0.8**x])", |base| {
            let gamma: f64 = if base == BASES[0] { 0.9 } else { 0.8 };
            Ok(LambdaLr::new(move |step| gamma.powf(step as f64)).boxed())
        }),
        ("MultiplicativeLR(optimizer, [lambda x: 0.9, lambda x: 0.8])", |base| {
            let factor = if base == BASES[0] { 0.9 } else { 0.8 };
            Ok(MultiplicativeLr::new(move |_| factor).boxed())
        }),
        ("CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=1, eta_min=1e-10)", |_| warm_restarts(1)),
        ("CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=2, eta_min=1e-10)", |_| warm_restarts(2)),
        ("CosineAnnealingWarmRestarts(optimizer, T_0=10, T_mult=4, eta_min=1e-10)", |_| warm_restarts(4)),
        ("SWALR(optimizer, anneal_epochs=1, swa_lr=0.01)", |_| Ok(SwaLr::new(0.01)?.anneal_epochs(1).boxed())),
    ]
}

fn warm_restarts(t_mult: u64) -> Result<Box<dyn Schedule>> {
    Ok(CosineAnnealingWarmRestarts::new(10)?.t_mult(t_mult)?.eta_min(1e-10)?.boxed())
}

fn in_sequence() -> Vec<(&'static str, Build)> {
    vec![
        ("SequentialLR(optimizer, [ExponentialLR(optimizer, gamma=0.8), StepLR(optimizer, gamma=0.1, step_size=4)], [3])", |_| {
            Ok(ExponentialLr::new(0.8)?.then(3, StepLr::new(4, 0.1)?).boxed())
        }),
        ("SequentialLR(optimizer, [ConstantLR(optimizer, 0.1, 3), ExponentialLR(optimizer, gamma=0.9)], [3])", |_| {
            Ok(ConstantLr::new(0.1, 3)?.then(3, ExponentialLr::new(0.9)?).boxed())
        }),
        (
            "SequentialLR(optimizer, [ConstantLR(optimizer, 0.1, 3), ExponentialLR(optimizer, 0.8), StepLR(optimizer, 2, 0.1)], [3, 6])",
            |_| Ok(ConstantLr::new(0.1, 3)?.then(3, ExponentialLr::new(0.8)?).then(6, StepLr::new(2, 0.1)?).boxed()),
        ),
        ("SequentialLR(optimizer, [ConstantLR(optimizer, factor=1), ConstantLR(optimizer, factor=0.1)], [10])", |_| {
            Ok(ConstantLr::new(1.0, 5)?.then(10, ConstantLr::new(0.1, 5)?).boxed())
        }),
        (
            "SequentialLR(optimizer, [ChainedScheduler([LinearLR(optimizer, 0.1, total_iters=5), ConstantLR(optimizer, 0.1, 5)]), \
             ConstantLR(optimizer, 0.5, 5)], [5])",
            |_| {
                Ok(chained([LinearLr::new(0.1, 1.0, 5)?.boxed(), ConstantLr::new(0.1, 5)?.boxed()])?
                    .then(5, ConstantLr::new(0.5, 5)?)
                    .boxed())
            },
        ),
        ("SequentialLR(optimizer, [LinearLR(optimizer, 0.5, 0.1, 5), ExponentialLR(optimizer, 0.9)], [5])", |_| {
            Ok(LinearLr::new(0.5, 0.1, 5)?.then(5, ExponentialLr::new(0.9)?).boxed())
        }),
        ("SequentialLR(optimizer, [LinearLR(optimizer, 0.1, 0.8, 4), LinearLR(optimizer, 0.8, 0.1, 4)], [4])", |_| {
            Ok(LinearLr::new(0.1, 0.8, 4)?.then(4, LinearLr::new(0.8, 0.1, 4)?).boxed())
        }),
        ("SequentialLR(optimizer, [MultiplicativeLR(optimizer, lambda t: 0.9), SWALR(optimizer, 0.01, 5)], [5])", |_| {
            Ok(MultiplicativeLr::new(|_| 0.9).then(5, SwaLr::new(0.01)?.anneal_epochs(5)).boxed())
        }),
        (
            "SequentialLR(optimizer, [MultiplicativeLR(optimizer, lambda t: 0.9), SWALR(optimizer, [0.01, 0.02], 4, 'linear')], [5])",
            |base| {
                let averaging = SwaLr::new(if base == BASES[0] { 0.01 } else { 0.02 })?.anneal_epochs(4);
                Ok(MultiplicativeLr::new(|_| 0.9).then(5, averaging.anneal_strategy(AnnealStrategy::Linear)).boxed())
            },
        ),
    ]
}

fn chained<const N: usize>(schedules: [Box<dyn Schedule>; N]) -> Result<ChainedScheduler> {
    ChainedScheduler::new(schedules)
}

/// Torch's tests call some of these schedulers in turn, without a chain.
fn at_once() -> Vec<(&'static str, Build)> {
    vec![
        ("[StepLR(optimizer, gamma=0.1, step_size=3)]", |_| Ok(chained([StepLr::new(3, 0.1)?.boxed()])?.boxed())),
        ("[LinearLR(optimizer, 0.4, total_iters=3)]", |_| Ok(chained([LinearLr::new(0.4, 1.0, 3)?.boxed()])?.boxed())),
        ("[LinearLR(optimizer, 0.4, total_iters=3), MultiStepLR(optimizer, [4, 8, 10], 0.1)]", |_| {
            Ok(chained([LinearLr::new(0.4, 1.0, 3)?.boxed(), MultiStepLr::new([4, 8, 10], 0.1)?.boxed()])?.boxed())
        }),
        ("[ExponentialLR(optimizer, 0.9), ConstantLR(optimizer, 0.2, 4), StepLR(optimizer, 3, 0.1)]", |_| {
            let schedules = [ExponentialLr::new(0.9)?.boxed(), ConstantLr::new(0.2, 4)?.boxed(), StepLr::new(3, 0.1)?.boxed()];
            Ok(chained(schedules)?.boxed())
        }),
        ("[PolynomialLR(optimizer, 5, 0.9), ConstantLR(optimizer, 0.1)]", |_| {
            Ok(chained([PolynomialLr::new(5, 0.9)?.boxed(), ConstantLr::new(0.1, 5)?.boxed()])?.boxed())
        }),
        ("[StepLR(optimizer, 3, 0.1), MultiStepLR(optimizer, [2, 5, 9], 0.1)]", |_| {
            Ok(chained([StepLr::new(3, 0.1)?.boxed(), MultiStepLr::new([2, 5, 9], 0.1)?.boxed()])?.boxed())
        }),
        ("[StepLR(optimizer, 3, 0.1), ExponentialLR(optimizer, 0.9)]", |_| {
            Ok(chained([StepLr::new(3, 0.1)?.boxed(), ExponentialLr::new(0.9)?.boxed()])?.boxed())
        }),
        ("[MultiStepLR(optimizer, [2, 5, 9], 0.1), ExponentialLR(optimizer, 0.9)]", |_| {
            Ok(chained([MultiStepLr::new([2, 5, 9], 0.1)?.boxed(), ExponentialLr::new(0.9)?.boxed()])?.boxed())
        }),
        ("[LinearLR(optimizer, 0.4, 0.9, 4), ExponentialLR(optimizer, 0.9)]", |_| {
            Ok(chained([LinearLr::new(0.4, 0.9, 4)?.boxed(), ExponentialLr::new(0.9)?.boxed()])?.boxed())
        }),
        ("[StepLR(optimizer, 3, 0.1), ConstantLR(optimizer, 0.4, 4)]", |_| {
            Ok(chained([StepLr::new(3, 0.1)?.boxed(), ConstantLr::new(0.4, 4)?.boxed()])?.boxed())
        }),
        ("[MultiStepLR(optimizer, [2, 5, 9], 0.1), LinearLR(optimizer, 0.4, total_iters=4)]", |_| {
            Ok(chained([MultiStepLr::new([2, 5, 9], 0.1)?.boxed(), LinearLr::new(0.4, 1.0, 4)?.boxed()])?.boxed())
        }),
        ("[CosineAnnealingLR(optimizer, 10, 1e-10), StepLR(optimizer, 3, 0.1)]", |_| {
            Ok(chained([cosine()?, StepLr::new(3, 0.1)?.boxed()])?.boxed())
        }),
        ("[CosineAnnealingLR(optimizer, 10, 1e-10), MultiStepLR(optimizer, [2, 5, 9], 0.1)]", |_| {
            Ok(chained([cosine()?, MultiStepLr::new([2, 5, 9], 0.1)?.boxed()])?.boxed())
        }),
        ("[LinearLR(optimizer, 0.4, total_iters=4), CosineAnnealingLR(optimizer, 10, 1e-10)]", |_| {
            Ok(chained([LinearLr::new(0.4, 1.0, 4)?.boxed(), cosine()?])?.boxed())
        }),
        ("[CosineAnnealingLR(optimizer, 10, 1e-10), ExponentialLR(optimizer, 0.1)]", |_| {
            Ok(chained([cosine()?, ExponentialLr::new(0.1)?.boxed()])?.boxed())
        }),
    ]
}

fn cosine() -> Result<Box<dyn Schedule>> {
    Ok(CosineAnnealingLr::new(10)?.eta_min(1e-10)?.boxed())
}

fn compare(test: &str, rows: Vec<(&'static str, Build)>, steps: u64, around: [&str; 2]) {
    let mut worst = 0.0f64;
    let count = rows.len();
    for (torch, build) in rows {
        let torch = &[around[0], torch, around[1]].concat();
        let comparison = Comparison { test, torch, optimizer: "SGD(groups)", bases: &BASES, steps, exact: false };
        let Some(difference) = comparison.against(build) else { return };
        worst = worst.max(difference);
    }
    println!("{test}: {count} cases, at most {worst:.1e} from torch");
}

#[test]
fn schedules_of_pytorchs_tests_equal_torchs() {
    compare("schedules_of_pytorchs_tests_equal_torchs", single(), 100, ["", ""]);
}

#[test]
fn sequences_of_pytorchs_tests_equal_torchs() {
    compare("sequences_of_pytorchs_tests_equal_torchs", in_sequence(), 25, ["", ""]);
}

#[test]
fn schedules_that_pytorchs_tests_run_at_once_equal_torchs() {
    compare("schedules_that_pytorchs_tests_run_at_once_equal_torchs", at_once(), 10, ["ChainedScheduler(", ")"]);
}

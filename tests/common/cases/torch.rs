//! Torch's classes. The first row of a class is also compared with torch's recursion over 100,000 steps.

use super::Case;
use tch_lr_scheduler::*;

pub fn rows() -> Vec<Case> {
    [closed_forms(), warm_restarts(), cyclic(), one_cycle(), functions(), averaging()].into_iter().flatten().collect()
}

fn closed_forms() -> Vec<Case> {
    vec![
        Case::torch("StepLR(optimizer, 100, 0.99)", || StepLr::new(100, 0.99)),
        Case::torch("StepLR(optimizer, 30, 0.1)", || StepLr::new(30, 0.1)),
        Case::torch("StepLR(optimizer, 1, 0.9999)", || StepLr::new(1, 0.9999)),
        Case::torch("StepLR(optimizer, 7, 1.003)", || StepLr::new(7, 1.003)),
        Case::torch("StepLR(optimizer, 50, 1.0)", || StepLr::new(50, 1.0)),
        Case::torch("StepLR(optimizer, 50, 0.0)", || StepLr::new(50, 0.0)),
        Case::torch("MultiStepLR(optimizer, [100, 5000, 20000, 99999], 0.3)", || MultiStepLr::new([100, 5000, 20000, 99999], 0.3)),
        Case::torch("MultiStepLR(optimizer, [50, 125, 160], 0.1)", || MultiStepLr::new([50, 125, 160], 0.1)),
        Case::torch("MultiStepLR(optimizer, [1, 10, 10, 10, 11], 0.7)", || MultiStepLr::new([1, 10, 10, 10, 11], 0.7)),
        Case::torch("MultiStepLR(optimizer, [0, 20], 1.5)", || MultiStepLr::new([0, 20], 1.5)),
        Case::torch("ConstantLR(optimizer, 0.1, 5)", || ConstantLr::new(0.1, 5)),
        Case::torch("ConstantLR(optimizer)", || Ok(ConstantLr::default())),
        Case::torch("ConstantLR(optimizer, 1.0, 3)", || ConstantLr::new(1.0, 3)),
        Case::torch("ConstantLR(optimizer, 0.37, 1000)", || ConstantLr::new(0.37, 1000)),
        Case::torch("ConstantLR(optimizer, 0.5, 1)", || ConstantLr::new(0.5, 1)),
        Case::torch("LinearLR(optimizer, 0.001, 1.0, 100000)", || LinearLr::new(0.001, 1.0, 100000)),
        Case::torch("LinearLR(optimizer)", || Ok(LinearLr::default())),
        Case::torch("LinearLR(optimizer, 0.25, 0.6, 4)", || LinearLr::new(0.25, 0.6, 4)),
        Case::torch("LinearLR(optimizer, 1.0, 0.1, 1000)", || LinearLr::new(1.0, 0.1, 1000)),
        Case::torch("LinearLR(optimizer, 0.5, 0.5, 10)", || LinearLr::new(0.5, 0.5, 10)),
        Case::torch("LinearLR(optimizer, 1e-08, 1.0, 1)", || LinearLr::new(1e-8, 1.0, 1)),
        Case::torch("LinearLR(optimizer, 0.9, 0.0, 4)", || LinearLr::new(0.9, 0.0, 4)).ending_at_zero(),
        Case::torch("ExponentialLR(optimizer, 0.9999)", || ExponentialLr::new(0.9999)),
        Case::torch("ExponentialLR(optimizer, 0.95)", || ExponentialLr::new(0.95)),
        Case::torch("ExponentialLR(optimizer, 1.0001)", || ExponentialLr::new(1.0001)),
        Case::torch("ExponentialLR(optimizer, 0.0)", || ExponentialLr::new(0.0)),
        Case::torch("PolynomialLR(optimizer, 100000, 0.9)", || PolynomialLr::new(100000, 0.9)),
        Case::torch("PolynomialLR(optimizer)", || Ok(PolynomialLr::default())),
        Case::torch("PolynomialLR(optimizer, 100, 2.0)", || PolynomialLr::new(100, 2.0)),
        Case::torch("PolynomialLR(optimizer, 700, 0.5)", || PolynomialLr::new(700, 0.5)),
        Case::torch("PolynomialLR(optimizer, 1, 3.0)", || PolynomialLr::new(1, 3.0)),
        Case::torch("PolynomialLR(optimizer, 10, 0.0)", || PolynomialLr::new(10, 0.0)),
        Case::torch("CosineAnnealingLR(optimizer, 1000)", || CosineAnnealingLr::new(1000)),
        Case::torch("CosineAnnealingLR(optimizer, 50, 0)", || CosineAnnealingLr::new(50)?.eta_min(0.0)),
        Case::torch("CosineAnnealingLR(optimizer, 7, 0.001)", || CosineAnnealingLr::new(7)?.eta_min(0.001)),
        Case::torch("CosineAnnealingLR(optimizer, 1, 0.05)", || CosineAnnealingLr::new(1)?.eta_min(0.05)),
        Case::torch("CosineAnnealingLR(optimizer, 1313, 0.0001)", || CosineAnnealingLr::new(1313)?.eta_min(0.0001)),
    ]
}

/// If `t_mult` is 3, 9 or 10, torch's `step(epoch)` misses restarts, as parity/fixed_ends.rs shows.
fn warm_restarts() -> Vec<Case> {
    let rows = vec![
        Case::torch("CosineAnnealingWarmRestarts(optimizer, 10, 2)", || CosineAnnealingWarmRestarts::new(10)?.t_mult(2)),
        Case::torch("CosineAnnealingWarmRestarts(optimizer, 50)", || CosineAnnealingWarmRestarts::new(50)),
        Case::torch("CosineAnnealingWarmRestarts(optimizer, 1)", || CosineAnnealingWarmRestarts::new(1)),
        Case::torch("CosineAnnealingWarmRestarts(optimizer, 7, 1, 0.002)", || CosineAnnealingWarmRestarts::new(7)?.eta_min(0.002)),
        Case::torch("CosineAnnealingWarmRestarts(optimizer, 1, 2, 1e-05)", || {
            CosineAnnealingWarmRestarts::new(1)?.t_mult(2)?.eta_min(1e-5)
        }),
        Case::torch("CosineAnnealingWarmRestarts(optimizer, 30, 4)", || CosineAnnealingWarmRestarts::new(30)?.t_mult(4)),
        Case::torch("CosineAnnealingWarmRestarts(optimizer, 1, 3)", || CosineAnnealingWarmRestarts::new(1)?.t_mult(3))
            .without_jumps(),
        Case::torch("CosineAnnealingWarmRestarts(optimizer, 10, 3, 0.001)", || {
            CosineAnnealingWarmRestarts::new(10)?.t_mult(3)?.eta_min(0.001)
        })
        .without_jumps(),
        Case::torch("CosineAnnealingWarmRestarts(optimizer, 2, 9)", || CosineAnnealingWarmRestarts::new(2)?.t_mult(9))
            .without_jumps(),
        Case::torch("CosineAnnealingWarmRestarts(optimizer, 10, 10)", || CosineAnnealingWarmRestarts::new(10)?.t_mult(10))
            .without_jumps(),
    ];
    rows.into_iter().map(Case::exact).collect()
}

fn cyclic() -> Vec<Case> {
    let rows = vec![
        Case::torch("CyclicLR(optimizer, 0.01, 0.1, 400)", || CyclicLr::new(0.01, 0.1)?.step_size_up(400)),
        Case::torch("CyclicLR(optimizer, 0.001, 0.5)", || CyclicLr::new(0.001, 0.5)),
        Case::torch("CyclicLR(optimizer, 0.01, 0.1, 7, 13, base_momentum=0.5, max_momentum=0.99)", || {
            CyclicLr::new(0.01, 0.1)?.step_size_up(7)?.step_size_down(13).base_momentum(0.5)?.max_momentum(0.99)
        }),
        Case::torch("CyclicLR(optimizer, 0.01, 0.1, 5, 0)", || Ok(CyclicLr::new(0.01, 0.1)?.step_size_up(5)?.step_size_down(0))),
        Case::torch("CyclicLR(optimizer, 0.0, 1.0, 1)", || CyclicLr::new(0.0, 1.0)?.step_size_up(1)),
        Case::torch("CyclicLR(optimizer, 0.01, 0.3, 20, mode='triangular2')", || {
            Ok(CyclicLr::new(0.01, 0.3)?.step_size_up(20)?.mode(CyclicMode::Triangular2))
        }),
        Case::torch("CyclicLR(optimizer, 0.01, 0.3, 3, 4, 'exp_range', 0.999)", || {
            CyclicLr::new(0.01, 0.3)?.step_size_up(3)?.step_size_down(4).mode(CyclicMode::ExpRange).gamma(0.999)
        }),
        Case::torch("CyclicLR(optimizer, 0.01, 0.3, 12, mode='exp_range', gamma=1.0001)", || {
            CyclicLr::new(0.01, 0.3)?.step_size_up(12)?.mode(CyclicMode::ExpRange).gamma(1.0001)
        }),
        Case::torch("CyclicLR(optimizer, 0.01, 0.3, 15, cycle_momentum=False)", || {
            Ok(CyclicLr::new(0.01, 0.3)?.step_size_up(15)?.cycle_momentum(false))
        }),
        Case::torch("CyclicLR(optimizer, 0.01, 0.3, 15, scale_fn=lambda cycle: 1 / cycle, scale_mode='cycle')", || {
            Ok(CyclicLr::new(0.01, 0.3)?.step_size_up(15)?.scale_fn(ScaleMode::Cycle, |cycle| 1.0 / cycle))
        })
        .hiding_parameters(),
        Case::torch("CyclicLR(optimizer, 0.01, 0.3, 15, 5, scale_fn=lambda t: 1 / (1 + t / 50), scale_mode='iterations')", || {
            let schedule = CyclicLr::new(0.01, 0.3)?.step_size_up(15)?.step_size_down(5);
            Ok(schedule.scale_fn(ScaleMode::Iterations, |time| 1.0 / (1.0 + time / 50.0)))
        })
        .hiding_parameters(),
    ];
    rows.into_iter().map(Case::exact).collect()
}

/// Torch's rate is wrong at `total_steps`, and after that torch raises an error.
fn one_cycle() -> Vec<Case> {
    let rows = vec![
        Case::torch("OneCycleLR(optimizer, 0.1, 100001)", || OneCycleLr::new(0.1, 100001)).until(100_000),
        Case::torch("OneCycleLR(optimizer, 0.1, 100)", || OneCycleLr::new(0.1, 100)).until(99),
        Case::torch("OneCycleLR(optimizer, 0.1, epochs=10, steps_per_epoch=30)", || OneCycleLr::epochs(0.1, 10, 30))
            .hiding_parameters()
            .until(299),
        Case::torch("OneCycleLR(optimizer, 2.5, 200, anneal_strategy='linear', pct_start=0.45)", || {
            Ok(OneCycleLr::new(2.5, 200)?.pct_start(0.45)?.anneal_strategy(AnnealStrategy::Linear))
        })
        .until(199),
        Case::torch("OneCycleLR(optimizer, 0.1, 150, three_phase=True)", || OneCycleLr::new(0.1, 150)?.three_phase(true))
            .until(149),
        Case::torch("OneCycleLR(optimizer, 0.1, 151, pct_start=0.5, anneal_strategy='linear', three_phase=True)", || {
            Ok(OneCycleLr::new(0.1, 151)?.pct_start(0.5)?.three_phase(true)?.anneal_strategy(AnnealStrategy::Linear))
        })
        .until(150),
        Case::torch(
            "OneCycleLR(optimizer, 0.1, 50, base_momentum=0.5, max_momentum=0.9, div_factor=7.0, final_div_factor=3.0)",
            || OneCycleLr::new(0.1, 50)?.base_momentum(0.5)?.max_momentum(0.9)?.div_factor(7.0)?.final_div_factor(3.0),
        )
        .until(49),
        Case::torch("OneCycleLR(optimizer, 0.1, 60, cycle_momentum=False)", || Ok(OneCycleLr::new(0.1, 60)?.cycle_momentum(false)))
            .until(59),
        Case::torch("OneCycleLR(optimizer, 0.1, 3, pct_start=0.2)", || OneCycleLr::new(0.1, 3)?.pct_start(0.2)).until(2),
        Case::torch("OneCycleLR(optimizer, 0.1, 3, pct_start=0.1, three_phase=True)", || {
            OneCycleLr::new(0.1, 3)?.pct_start(0.1)?.three_phase(true)
        })
        .until(2),
        Case::torch("OneCycleLR(optimizer, 0.1, 40, pct_start=1.0)", || OneCycleLr::new(0.1, 40)?.pct_start(1.0)).until(39),
        Case::torch("OneCycleLR(optimizer, 0.1, 40, pct_start=0.0)", || OneCycleLr::new(0.1, 40)?.pct_start(0.0)).until(39),
        Case::torch("OneCycleLR(optimizer, 0.1, 1)", || OneCycleLr::new(0.1, 1)).until(0),
    ];
    rows.into_iter().map(Case::exact).collect()
}

fn functions() -> Vec<Case> {
    let rows = vec![
        Case::torch("LambdaLR(optimizer, lambda epoch: 0.1 ** (epoch // 20))", || {
            Ok(LambdaLr::new(|epoch| 0.1f64.powf((epoch / 20) as f64)))
        }),
        Case::torch("LambdaLR(optimizer, lambda epoch: 0.95 ** int(epoch))", || {
            Ok(LambdaLr::new(|epoch| 0.95f64.powf(epoch as f64)))
        }),
        Case::torch("LambdaLR(optimizer, lambda epoch: 1 / (1 + int(epoch)))", || {
            Ok(LambdaLr::new(|epoch| 1.0 / (1.0 + epoch as f64)))
        }),
        Case::torch("MultiplicativeLR(optimizer, lambda epoch: 0.9999)", || Ok(MultiplicativeLr::new(|_| 0.9999))).walking(),
        Case::torch("MultiplicativeLR(optimizer, lambda epoch: 0.5 if epoch % 30 == 0 else 1.0)", || {
            Ok(MultiplicativeLr::new(|epoch| if epoch % 30 == 0 { 0.5 } else { 1.0 }))
        })
        .walking(),
        Case::torch("MultiplicativeLR(optimizer, lambda epoch: 1 + 1 / epoch)", || {
            Ok(MultiplicativeLr::new(|epoch| 1.0 + 1.0 / epoch as f64))
        })
        .walking(),
    ];
    rows.into_iter().map(|case| case.exact().hiding_parameters()).collect()
}

/// Torch's class counts its calls and takes no epoch.
fn averaging() -> Vec<Case> {
    let rows = vec![
        Case::torch("SWALR(optimizer, 0.05, 90000)", || Ok(SwaLr::new(0.05)?.anneal_epochs(90000))),
        Case::torch("SWALR(optimizer, 0.05)", || SwaLr::new(0.05)),
        Case::torch("SWALR(optimizer, 0.5, 1000, 'linear')", || {
            Ok(SwaLr::new(0.5)?.anneal_epochs(1000).anneal_strategy(AnnealStrategy::Linear))
        }),
        Case::torch("SWALR(optimizer, 0.001, 77)", || Ok(SwaLr::new(0.001)?.anneal_epochs(77))),
        Case::torch("SWALR(optimizer, 0.05, 0)", || Ok(SwaLr::new(0.05)?.anneal_epochs(0))),
        Case::torch("SWALR(optimizer, 0.05, 1, 'linear')", || {
            Ok(SwaLr::new(0.05)?.anneal_epochs(1).anneal_strategy(AnnealStrategy::Linear))
        }),
    ];
    rows.into_iter().map(Case::without_jumps).collect()
}

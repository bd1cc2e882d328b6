//! The momentum that libtorch uses in each group. With rate 1 and gradient 1, SGD's second step is longer than its first by the
//! momentum.

use crate::scalars::{Scalars, plain};
use crate::torch_formulas::ALPHA;
use tch::nn::{Adam, AdamW, OptimizerConfig, RmsProp, Sgd};
use tch_lr_scheduler::{Constant, CyclicLr, ExponentialLr, OneCycleLr, Plan, Result, Schedule, WarningKind};

const STORE: [usize; 2] = [0, 1];

fn measured(plan: &Plan, steps: u64) -> Result<Vec<f64>> {
    let mut scalars = Scalars::new(&STORE);
    let mut opt = plan.build(&scalars.vs, Sgd { momentum: 0.123, ..Default::default() })?;
    opt.seek(steps)?;
    scalars.set(0.0);
    opt.backward_step(&scalars.loss(1.0));
    scalars.set(0.0);
    opt.backward_step(&scalars.loss(1.0));
    Ok(scalars.weights().iter().map(|weight| -weight - 1.0).collect())
}

#[test]
fn each_group_of_sgd_has_its_own_momentum() -> Result<()> {
    let plan = Plan::lr(1.0, Constant).momentum(0.5, ExponentialLr::new(0.5)?).momentum_group(1, 0.75, Constant);
    assert_eq!(measured(&plan, 0)?, [0.5, 0.75]);
    assert_eq!(measured(&plan, 2)?, [0.125, 0.75]);
    Ok(())
}

#[test]
fn a_cyclic_schedule_of_the_rate_sets_the_momentum() -> Result<()> {
    let quick = CyclicLr::new(1.0, 1.0)?.step_size_up(4)?.base_momentum(0.25)?.max_momentum(0.75)?;
    let slow = CyclicLr::new(1.0, 1.0)?.step_size_up(8)?.base_momentum(0.25)?.max_momentum(0.75)?;
    let plan = Plan::lr_groups([(1.0, quick), (1.0, slow)]);
    assert_eq!(measured(&plan, 0)?, [0.75, 0.75]);
    assert_eq!(measured(&plan, 4)?, [0.25, 0.5]);
    Ok(())
}

#[test]
fn a_plan_without_momentum_leaves_the_optimizers_momentum() -> Result<()> {
    let one_cycle = OneCycleLr::new(1.0, 10)?.pct_start(0.0)?.cycle_momentum(false);
    for plan in [Plan::lr(1.0, Constant), Plan::lr(1.0, one_cycle).lr_group(1, 1.0, Constant)] {
        let momentum = measured(&plan, 0)?[1];
        assert!((momentum - 0.123).abs() < 1e-12, "{momentum}");
    }
    Ok(())
}

/// libtorch itself makes RMSprop's buffers only if there is momentum at a weight's first step.
#[test]
fn rms_prop_without_momentum_at_first_can_have_some_later() -> Result<()> {
    let both = Plan::lr(0.1, Constant).momentum(0.5, Constant.frozen_until(2));
    let first = both.clone().momentum_group(1, 0.0, Constant);
    for (plan, later) in [(both, [0.5, 0.5]), (first, [0.5, 0.0])] {
        let scalars = Scalars::new(&STORE);
        let mut opt = plan.build(&scalars.vs, RmsProp { alpha: ALPHA, ..Default::default() })?;
        let (mut square, mut buffers, mut weights) = (0.0, [0.0; 2], [0.0; 2]);
        for step in 0..6 {
            opt.backward_step(&scalars.loss(3.0));
            square = ALPHA * square + (1.0 - ALPHA) * 9.0;
            for (group, libtorch) in scalars.weights().into_iter().enumerate() {
                let momentum = if step < 2 { 0.0 } else { later[group] };
                let plain = 3.0 / f64::sqrt(square);
                buffers[group] = if momentum > 0.0 { momentum * buffers[group] + plain } else { 0.0 };
                weights[group] -= 0.1 * if momentum > 0.0 { buffers[group] } else { plain };
                approx::assert_relative_eq!(libtorch, weights[group], max_relative = 1e-7);
            }
            opt.advance()?;
        }
    }
    Ok(())
}

/// The warnings of an optimizer that is built, of one that is wrapped, and of one that a plain scheduler drives are the same.
fn warnings(plan: &Plan, config: impl OptimizerConfig + Copy) -> Result<Vec<(WarningKind, String)>> {
    let scalars = Scalars::new(&STORE);
    let built = plan.build(&scalars.vs, config)?;
    let before = plan.check_optimizer(&plain(config, &scalars.vs, 0.1)?)?;
    assert_eq!(built.warnings(), before);
    assert_eq!(plan.wrap(&scalars.vs, plain(config, &scalars.vs, 0.1)?)?.warnings(), before);
    Ok(before.into_iter().map(|warning| (warning.kind, warning.subject)).collect())
}

#[test]
fn a_cycled_momentum_of_an_optimizer_built_without_is_a_warning() -> Result<()> {
    let one_cycle = OneCycleLr::new(1.0, 10)?;
    let cyclic = CyclicLr::new(0.1, 1.0)?;
    let of_all = vec![(WarningKind::AddsMomentum, "momentum".to_owned())];
    for plan in [
        Plan::lr(1.0, one_cycle),
        Plan::lr(1.0, cyclic.clone()),
        Plan::lr(1.0, one_cycle.warmup(3)?.frozen_until(2)),
        Plan::lr(1.0, one_cycle).lr_base(1, 0.5),
        Plan::lr(1.0, Constant.then(5, cyclic.clone())),
    ] {
        assert_eq!(warnings(&plan, Sgd::default())?, of_all, "{plan:?}");
        assert_eq!(warnings(&plan, RmsProp::default())?, of_all, "{plan:?}");
        for silent in [
            warnings(&plan, Sgd { momentum: 0.9, ..Default::default() })?,
            warnings(&plan, RmsProp { momentum: 0.9, ..Default::default() })?,
            warnings(&plan, Adam::default())?,
            warnings(&plan, AdamW::default())?,
            warnings(&plan.clone().momentum(0.5, Constant), Sgd::default())?,
        ] {
            assert_eq!(silent, [], "{plan:?}");
        }
    }
    assert_eq!(warnings(&Plan::lr(1.0, one_cycle.cycle_momentum(false)), Sgd::default())?, []);
    assert_eq!(warnings(&Plan::lr(1.0, Constant), Sgd::default())?, []);
    Ok(())
}

#[test]
fn an_optimizer_built_without_momentum_gets_torchs_momentum_all_the_same() -> Result<()> {
    let cyclic = CyclicLr::new(1.0, 1.0)?.step_size_up(4)?.base_momentum(0.25)?.max_momentum(0.75)?;
    let mut scalars = Scalars::new(&STORE);
    let mut opt = Plan::lr(1.0, cyclic).build(&scalars.vs, Sgd::default())?;
    opt.seek(4)?;
    for _ in 0..2 {
        scalars.set(0.0);
        opt.backward_step(&scalars.loss(1.0));
    }
    assert_eq!(scalars.weights(), [-1.25, -1.25]);
    Ok(())
}

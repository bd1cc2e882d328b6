//! The rates that libtorch uses. A step of SGD from weight 0 with gradient 1 gives exactly minus the rate, so that the rate can be
//! compared to the bit.

use crate::common::bits::assert_same_bits;
use crate::common::cases;
use crate::scalars::{Scalars, plain};
use tch::nn::Sgd;
use tch_lr_scheduler::{Constant, MultiStepLr, Plan, ReduceLrOnPlateau, Result, ScheduledOptimizer};

/// The groups of the variables: two groups, three groups, and three groups of which one is empty.
const STORES: [&[usize]; 3] = [&[0, 1], &[0, 1, 2, 1], &[0, 2, 0]];

#[track_caller]
fn assert_uses_rates(scalars: &mut Scalars, opt: &mut ScheduledOptimizer, what: &str) {
    scalars.set(0.0);
    opt.backward_step(&scalars.loss(1.0));
    let used: Vec<f64> = scalars.weights().iter().map(|weight| 0.0 - weight).collect();
    let expected: Vec<f64> = scalars.groups().iter().map(|&group| opt.lrs()[group]).collect();
    assert_same_bits(&used, &expected, format_args!("{what} at step {}", opt.state().step));
}

#[test]
fn libtorch_uses_the_rate_of_the_state_after_every_step_and_jump() -> Result<()> {
    for case in cases::all() {
        for store in STORES {
            let mut scalars = Scalars::new(store);
            // Without this, cyclic schedules would set a momentum, and a step of SGD would not equal the rate.
            let plan = Plan::lr(0.1, case.schedule()).lr_group(1, 0.37, case.schedule()).momentum(0.0, Constant);
            let mut opt = plan.build(&scalars.vs, Sgd::default())?;
            assert_uses_rates(&mut scalars, &mut opt, case.name);
            for _ in 0..60 {
                opt.advance()?;
                assert_uses_rates(&mut scalars, &mut opt, case.name);
            }
            for step in [0, 160, 3, 125, if case.walks { 999 } else { 1_000_000 }] {
                opt.seek(step)?;
                assert_uses_rates(&mut scalars, &mut opt, case.name);
            }
        }
    }
    Ok(())
}

#[test]
fn a_load_sets_the_rates_of_a_new_optimizer() -> Result<()> {
    for case in cases::all() {
        let plan = Plan::lr(0.1, case.schedule()).lr_group(2, 0.37, case.schedule()).momentum(0.0, Constant);
        for step in [1, 30, 50, 777] {
            let mut scalars = Scalars::new(&[0, 2]);
            let mut opt = plan.build(&scalars.vs, Sgd::default())?;
            opt.load(plan.preview(3, step)?)?;
            assert_eq!(opt.state().step, step);
            assert_uses_rates(&mut scalars, &mut opt, case.name);
        }
    }
    Ok(())
}

#[test]
fn reductions_on_a_plateau_reach_every_group() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().factor(0.3)?.patience(1).cooldown(2).min_lrs([1e-3, 0.0, 0.05])?;
    let schedules =
        [(0.1, MultiStepLr::new([7, 20], 0.5)?), (0.2, MultiStepLr::new([15], 0.1)?), (0.3, MultiStepLr::new([0], 1.0)?)];
    let plan = Plan::lr_groups(schedules).reduce_lr_on_plateau(rule);
    let mut scalars = Scalars::new(&[2, 1, 0]);
    let mut opt = plan.build(&scalars.vs, Sgd::default())?;
    let mut reductions = 0;
    for _ in 0..40 {
        reductions += usize::from(opt.metric(1.0)?.change.is_some());
        assert_uses_rates(&mut scalars, &mut opt, "after a metric");
        opt.advance()?;
        assert_uses_rates(&mut scalars, &mut opt, "after an advance");
    }
    assert!(reductions >= 5, "{reductions} reductions");
    Ok(())
}

#[test]
fn the_plan_replaces_the_rates_of_a_wrapped_optimizer() -> Result<()> {
    let mut scalars = Scalars::new(&[0, 1]);
    let mut optimizer = plain(Sgd::default(), &scalars.vs, 123.0)?;
    optimizer.set_lr_group(1, 456.0);
    let mut opt = Plan::lr(0.1, Constant).wrap(&scalars.vs, optimizer)?;
    assert_eq!(opt.lrs(), [0.1, 0.1]);
    assert_uses_rates(&mut scalars, &mut opt, "wrapped");
    Ok(())
}

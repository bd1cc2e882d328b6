//! tch's training methods have the same effect through the wrapper as on the plain optimizer.

use crate::common::bits::assert_same_bits;
use crate::scalars::{Scalars, plain};
use tch::nn::{Optimizer, Sgd};
use tch_lr_scheduler::{Constant, Plan, Result, ScheduledOptimizer};

const LR: f64 = 0.25;
const SGD: Sgd = Sgd { momentum: 0.5, dampening: 0.0, wd: 0.0, nesterov: false };

/// Runs both three times, asserts that the weights are equal, and returns them.
#[track_caller]
fn same(through: impl Fn(&mut ScheduledOptimizer, &Scalars), without: impl Fn(&mut Optimizer, &Scalars)) -> Result<Vec<f64>> {
    let [ours, theirs] = [Scalars::new(&[0, 1]), Scalars::new(&[0, 1])];
    let mut opt = Plan::lr(LR, Constant).build(&ours.vs, SGD)?;
    let mut plain = plain(SGD, &theirs.vs, LR)?;
    for _ in 0..3 {
        through(&mut opt, &ours);
        without(&mut plain, &theirs);
    }
    assert_eq!(opt.state().step, 0, "training moved the schedule");
    assert_same_bits(&ours.weights(), &theirs.weights(), "through the wrapper");
    Ok(ours.weights())
}

#[test]
fn backward_step_is_forwarded() -> Result<()> {
    let weights = same(|opt, scalars| opt.backward_step(&scalars.loss(4.0)), |opt, scalars| opt.backward_step(&scalars.loss(4.0)))?;
    assert_eq!(weights, [-LR * 4.0 * (1.0 + 1.5 + 1.75); 2]);
    Ok(())
}

#[test]
fn backward_step_clip_is_forwarded() -> Result<()> {
    let weights = same(
        |opt, scalars| opt.backward_step_clip(&scalars.loss(4.0), 0.5),
        |opt, scalars| opt.backward_step_clip(&scalars.loss(4.0), 0.5),
    )?;
    assert_eq!(weights, [-LR * 0.5 * (1.0 + 1.5 + 1.75); 2]);
    Ok(())
}

#[test]
fn backward_step_clip_norm_is_forwarded() -> Result<()> {
    let weights = same(
        |opt, scalars| drop(opt.backward_step_clip_norm(&scalars.loss(4.0), 0.5).expect("a norm")),
        |opt, scalars| opt.backward_step_clip_norm(&scalars.loss(4.0), 0.5),
    )?;
    let clipped = 0.5 / 2f64.sqrt();
    approx::assert_relative_eq!(weights[0], -LR * clipped * (1.0 + 1.5 + 1.75), max_relative = 1e-6);
    Ok(())
}

#[test]
fn zero_grad_and_step_are_forwarded() -> Result<()> {
    let weights = same(
        |opt, scalars| {
            opt.zero_grad();
            scalars.loss(4.0).backward();
            opt.step();
        },
        |opt, scalars| {
            opt.zero_grad();
            scalars.loss(4.0).backward();
            opt.step();
        },
    )?;
    assert_eq!(weights, [-LR * 4.0 * (1.0 + 1.5 + 1.75); 2]);
    Ok(())
}

#[test]
fn clip_grad_value_and_clip_grad_norm_are_forwarded() -> Result<()> {
    let weights = same(
        |opt, scalars| {
            scalars.loss(4.0).backward();
            opt.clip_grad_value(3.0);
            let _ = opt.clip_grad_norm(1.0).expect("a norm");
            opt.step();
            opt.zero_grad();
        },
        |opt, scalars| {
            scalars.loss(4.0).backward();
            opt.clip_grad_value(3.0);
            opt.clip_grad_norm(1.0);
            opt.step();
            opt.zero_grad();
        },
    )?;
    approx::assert_relative_eq!(weights[0], -LR / 2f64.sqrt() * (1.0 + 1.5 + 1.75), max_relative = 1e-5);

    let scalars = Scalars::new(&[0]);
    let opt = Plan::lr(LR, Constant).build(&scalars.vs, SGD)?;
    scalars.loss(4.0).backward();
    opt.clip_grad_value(3.0);
    assert_eq!(opt.trainable_variables()[0].grad().double_value(&[0]), 3.0);
    assert_eq!(opt.clip_grad_norm(1.0)?.double_value(&[]), 3.0);
    approx::assert_relative_eq!(opt.trainable_variables()[0].grad().double_value(&[0]), 1.0, max_relative = 1e-5);
    Ok(())
}

#[test]
fn trainable_variables_are_forwarded() -> Result<()> {
    let mut scalars = Scalars::new(&[0, 1, 0]);
    let opt = Plan::lr(LR, Constant).build(&scalars.vs, SGD)?;
    scalars.set(7.0);
    let variables = opt.trainable_variables();
    assert_eq!(variables.iter().map(|variable| variable.double_value(&[0])).collect::<Vec<_>>(), [7.0; 3]);
    Ok(())
}

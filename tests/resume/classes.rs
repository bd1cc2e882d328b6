//! Every class of optimizer, with each option that changes its state.

use crate::equal::{assert_equal, assert_needs_optimizer_state};
use crate::scheduled::Scheduled;
use tch::nn::{Adam, AdamW, OptimizerConfig, RmsProp, Sgd, VarStore};
use tch_lr_scheduler::{
    Constant, CosineAnnealingLr, ExponentialLr, Plan, ReduceLrOnPlateau, Result, Schedule, ScheduledOptimizer, StepLr,
};

/// Two groups with schedules of their own, a scheduled momentum, and a feedback rule.
fn plan() -> Result<Plan> {
    Ok(Plan::lr(0.01, CosineAnnealingLr::new(8)?.warmup(2)?)
        .lr_group(1, 0.02, ExponentialLr::new(0.9)?)
        .momentum(0.9, ExponentialLr::new(0.99)?)
        .weight_decay(1e-3, Constant)
        .reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(2)))
}

fn build(vs: &VarStore, config: impl OptimizerConfig + 'static) -> Result<ScheduledOptimizer> {
    plan()?.build(vs, config)
}

type Build = fn(&VarStore) -> Result<ScheduledOptimizer>;

/// Functions that build an optimizer of each class.
pub fn optimizers() -> [(&'static str, Build); 10] {
    [
        ("SGD", |vs| build(vs, Sgd { momentum: 0.9, ..Default::default() })),
        ("SGD with nesterov", |vs| build(vs, Sgd { momentum: 0.9, nesterov: true, ..Default::default() })),
        ("SGD with dampening", |vs| build(vs, Sgd { momentum: 0.9, dampening: 0.5, ..Default::default() })),
        ("Adam", |vs| build(vs, Adam::default())),
        ("Adam with amsgrad", |vs| build(vs, Adam { amsgrad: true, ..Default::default() })),
        ("AdamW", |vs| build(vs, AdamW::default())),
        ("AdamW with amsgrad", |vs| build(vs, AdamW { amsgrad: true, ..Default::default() })),
        ("RMSprop", |vs| build(vs, RmsProp::default())),
        ("RMSprop with momentum", |vs| build(vs, RmsProp { momentum: 0.9, ..Default::default() })),
        ("centered RMSprop", |vs| build(vs, RmsProp { momentum: 0.9, centered: true, ..Default::default() })),
    ]
}

#[test]
fn a_run_of_every_class_equals_the_uninterrupted_one() -> Result<()> {
    optimizers().into_iter().try_for_each(|(name, build)| assert_equal(name, || Scheduled::new(build)))
}

#[test]
fn without_the_optimizers_state_it_does_not() -> Result<()> {
    optimizers().into_iter().try_for_each(|(name, build)| assert_needs_optimizer_state(name, || Scheduled::new(build)))
}

#[test]
fn a_run_without_any_optimizer_state_equals_the_uninterrupted_one() -> Result<()> {
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(8)?);
    assert_equal("SGD without momentum", || Scheduled::new(|vs| plan.build(vs, Sgd::default())))
}

/// The momentum is 0 when the head is trained for the first time, so its state has no buffer, although the plan begins with
/// momentum.
#[test]
fn a_group_that_is_first_trained_without_momentum_equals_the_uninterrupted_run() -> Result<()> {
    let plan = Plan::lr(0.01, Constant).momentum(0.9, StepLr::new(2, 0.0)?);
    assert_equal("first trained without momentum", || {
        let program = Scheduled::new(|vs| plan.build(vs, RmsProp { momentum: 0.9, ..Default::default() }))?;
        Ok(Scheduled { trains_head_from: Some(3), ..program })
    })
}

/// The head has no gradient while the body trains, so only some variables have a state.
#[test]
fn a_run_whose_group_is_frozen_equals_the_uninterrupted_one() -> Result<()> {
    let plan = Plan::lr(0.05, Constant).lr_group(1, 0.05, Constant.frozen_until(6));
    assert_equal("frozen", || Scheduled::new(|vs| plan.build(vs, AdamW::default())))?;
    let partly = |vs: &VarStore| {
        let opt = plan.build(vs, AdamW::default())?;
        let _ = vs.variables()["head.bias"].set_requires_grad(false);
        Ok(opt)
    };
    assert_equal("one variable without gradient", || Scheduled::new(partly))
}

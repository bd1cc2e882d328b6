//! `verify` compares the values in libtorch with the plan, and the error names each value that differs.

use crate::{optimizers, plain, store};
use tch::nn::{Adam, Optimizer, RmsProp, Sgd, VarStore};
use tch::{Device, Kind};
use tch_lr_scheduler::{
    Constant, CosineAnnealingLr, Deviation, Error, ExponentialLr, Hyperparameter, OneCycleLr, Plan, ReduceLrOnPlateau, Result,
    Setting,
};

fn plan() -> Result<Plan> {
    Ok(Plan::lr(0.5, CosineAnnealingLr::new(20)?)
        .lr_group(1, 0.25, ExponentialLr::new(0.9)?)
        .momentum(0.9, ExponentialLr::new(0.99)?)
        .momentum_group(1, 0.7, Constant)
        .weight_decay(0.1, ExponentialLr::new(0.5)?))
}

fn deviations(result: Result<()>) -> Vec<Deviation> {
    match result {
        Ok(()) => vec![],
        Err(Error::OptimizerDeviates { deviations }) => deviations,
        Err(other) => panic!("{other}"),
    }
}

fn lr(group: usize, planned: impl Into<Option<f64>>, found: impl Into<Option<f64>>) -> Deviation {
    Deviation { setting: Setting::of_group(Hyperparameter::Lr, group), planned: planned.into(), found: found.into() }
}

#[test]
fn libtorch_has_what_the_plan_says_of_every_class_all_along() -> Result<()> {
    for (class, build) in optimizers() {
        let vs = store();
        let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(3);
        let mut opt = plan()?.reduce_lr_on_plateau(rule).wrap(&vs, build(&vs)?)?;
        for step in 0..20 {
            opt.verify().map_err(|error| Error::observer(format!("{class}, step {step}: {error}")))?;
            opt.backward_step(&vs.trainable_variables()[0].sum(Kind::Float));
            opt.metric(1.0)?;
            match step {
                7 => _ = opt.seek(15)?,
                9 => _ = opt.load(opt.state().clone())?,
                _ => _ = opt.advance()?,
            }
        }
        let _ = vs.root().set_group(2).zeros("late", &[1]);
        opt.step();
        opt.verify()?;
        let (optimizer, scheduler) = opt.into_parts();
        scheduler.verify(&vs, &optimizer)?;
    }
    Ok(())
}

#[test]
fn a_momentum_that_goes_with_the_rate_is_verified_too() -> Result<()> {
    let vs = store();
    let mut opt = Plan::lr(0.1, OneCycleLr::new(0.1, 10)?).build(&vs, Adam::default())?;
    for _ in 0..10 {
        opt.verify()?;
        opt.advance()?;
    }
    let (mut optimizer, scheduler) = opt.into_parts();
    optimizer.set_weight_decay(0.7);
    scheduler.verify(&vs, &optimizer)
}

#[test]
fn every_value_that_the_program_has_set_is_named() -> Result<()> {
    for (class, build) in optimizers() {
        let vs = store();
        let mut optimizer = build(&vs)?;
        let mut scheduler = plan()?.start(&vs, &mut optimizer)?;
        scheduler.verify(&vs, &optimizer)?;
        optimizer.set_lr(9.0);
        optimizer.set_weight_decay_group(1, 0.3);
        let set = deviations(scheduler.verify(&vs, &optimizer));
        let decay = Deviation { setting: Setting::of_group(Hyperparameter::WeightDecay, 1), planned: Some(0.1), found: Some(0.3) };
        assert_eq!(set, [lr(0, 0.5, 9.0), lr(1, 0.25, 9.0), decay], "{class}");
        let error = scheduler.verify(&vs, &optimizer).expect_err("values differ").to_string();
        assert_eq!(
            error,
            "optimizer: lr[0] is 9.0, expected 0.5; lr[1] is 9.0, expected 0.25; weight_decay[1] is 0.3, expected 0.1 \
             (`Scheduler::attach` writes every value of the plan again)"
        );
        scheduler.attach(&vs, &mut optimizer)?;
        scheduler.verify(&vs, &optimizer)?;
    }
    Ok(())
}

#[test]
fn the_momentum_that_the_program_has_set_is_named() -> Result<()> {
    let vs = store();
    let mut optimizer = plain(&vs, Sgd::default())?;
    let scheduler = plan()?.start(&vs, &mut optimizer)?;
    optimizer.set_momentum_group(1, 0.2);
    let expected = Deviation { setting: Setting::of_group(Hyperparameter::Momentum, 1), planned: Some(0.7), found: Some(0.2) };
    assert_eq!(deviations(scheduler.verify(&vs, &optimizer)), [expected]);
    Ok(())
}

/// Some programs build a new optimizer in each epoch.
#[test]
fn an_optimizer_that_was_made_anew_is_seen_and_attached() -> Result<()> {
    let vs = store();
    let mut scheduler = Plan::lr(0.5, Constant).start(&vs, &mut plain(&vs, Sgd::default())?)?;
    let mut anew = plain(&vs, RmsProp::default())?;
    scheduler.step(&mut anew)?;
    assert_eq!(deviations(scheduler.verify(&vs, &anew)), [lr(0, 0.5, 1e-3), lr(1, 0.5, 1e-3)]);
    assert_eq!(scheduler.attach(&vs, &mut anew)?.step, 1);
    scheduler.verify(&vs, &anew)
}

#[test]
fn a_group_that_only_the_plan_or_only_libtorch_has_is_named() -> Result<()> {
    let vs = store();
    let mut optimizer = plain(&vs, Sgd::default())?;
    let mut scheduler = Plan::lr(0.5, Constant).start(&vs, &mut optimizer)?;
    let _ = vs.root().set_group(2).zeros("late", &[1]);
    scheduler.verify(&vs, &optimizer)?;
    optimizer.step();
    assert_eq!(deviations(scheduler.verify(&vs, &optimizer)), [lr(2, None, 0.5)]);
    scheduler.attach(&vs, &mut optimizer)?;
    scheduler.verify(&vs, &optimizer)?;

    let smaller = VarStore::new(Device::Cpu);
    let _ = smaller.root().zeros("w", &[1]);
    let mut optimizer: Optimizer = plain(&smaller, Sgd::default())?;
    optimizer.set_lr(0.5);
    assert_eq!(deviations(scheduler.verify(&smaller, &optimizer)), [lr(1, 0.5, None), lr(2, 0.5, None)]);
    Ok(())
}

#[test]
fn a_group_that_the_plan_does_not_allow_is_reported() -> Result<()> {
    let vs = store();
    let mut opt = Plan::lr_groups([(0.1, Constant), (0.2, Constant)]).build(&vs, Sgd::default())?;
    let _ = vs.root().set_group(2).zeros("late", &[1]);
    opt.step();
    assert_eq!(opt.verify(), Err(Error::GroupCount { list: "lr_groups", expected: 3, found: 2 }));
    Ok(())
}

#[test]
fn an_optimizer_of_another_store_is_refused() -> Result<()> {
    let (vs, other) = (store(), store());
    let mut optimizer = plain(&vs, Sgd::default())?;
    let mut scheduler = Plan::lr(0.5, Constant).start(&vs, &mut optimizer)?;
    let refused = Error::ForeignVarStore { expected: 2, found: 2 };
    assert_eq!(scheduler.verify(&other, &optimizer), Err(refused.clone()));
    assert_eq!(scheduler.attach(&other, &mut optimizer).map(drop), Err(refused));
    Ok(())
}

/// Empty variables have no memory, so a comparison of addresses could not tell them apart.
#[test]
fn stores_of_empty_variables_are_told_apart() -> Result<()> {
    let stores = [(); 2].map(|()| VarStore::new(Device::Cpu));
    for vs in &stores {
        let _ = vs.root().zeros("empty", &[0]);
    }
    let mut optimizer = plain(&stores[0], Sgd::default())?;
    let refused = Plan::lr(0.5, Constant).start(&stores[1], &mut optimizer).map(drop);
    assert_eq!(refused, Err(Error::ForeignVarStore { expected: 1, found: 1 }));
    Plan::lr(0.5, Constant).start(&stores[0], &mut optimizer).map(drop)
}

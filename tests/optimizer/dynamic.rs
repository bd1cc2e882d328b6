//! Level 1 in functions that take `&mut dyn Tunable` or `&mut nn::Optimizer`, and with an optimizer that is built again.

use crate::scalars::{Scalars, plain};
use tch::nn::{Adam, Optimizer, Sgd};
use tch_lr_scheduler::{
    Constant, Cooldown, Error, ExponentialLr, Plan, ReduceLrOnPlateau, Result, ResumePolicy, Scheduler, Tunable,
};

/// Every method of a scheduler that takes an optimizer.
fn every_method(plan: &Plan, optimizer: &mut dyn Tunable) -> Result<Vec<f64>> {
    let mut scheduler = Scheduler::start(plan, 1, optimizer)?;
    scheduler.step(optimizer)?;
    scheduler.seek(4, optimizer)?;
    scheduler.seek_time(1.5, optimizer)?;
    scheduler.metric(1.0, optimizer)?;
    scheduler.cool_down(Cooldown::to(0.0, 10)?, optimizer)?;
    let state = scheduler.step(optimizer)?.clone();
    scheduler.load(state.clone(), optimizer)?;
    scheduler.load_with(state, ResumePolicy::SameStep, optimizer)?;
    scheduler.regroup(1, optimizer)?;
    scheduler.rewrite(optimizer)?;
    Ok(scheduler.lrs().to_vec())
}

#[test]
fn every_method_takes_an_optimizer_behind_a_trait_object() -> Result<()> {
    let plan = Plan::lr(0.5, ExponentialLr::new(0.5)?).reduce_lr_on_plateau(ReduceLrOnPlateau::new());
    let scalars = Scalars::new(&[0]);
    let mut optimizer = plain(Sgd::default(), &scalars.vs, 9.0)?;
    let expected = every_method(&plan, &mut tch_lr_scheduler::DryRun)?;
    assert_eq!(every_method(&plan, &mut optimizer)?, expected);
    let mut boxed: Box<dyn Tunable> = Box::new(optimizer);
    assert_eq!(every_method(&plan, &mut *boxed)?, expected);
    Ok(())
}

fn epoch(optimizer: &mut Optimizer, scheduler: &mut Scheduler, scalars: &Scalars) -> Result<()> {
    optimizer.backward_step(&scalars.loss(1.0));
    scheduler.step(optimizer).map(drop)
}

#[test]
fn a_function_may_take_the_optimizer_and_the_scheduler_by_reference() -> Result<()> {
    let scalars = Scalars::new(&[0]);
    let mut optimizer = plain(Sgd::default(), &scalars.vs, 9.0)?;
    let mut scheduler = Plan::lr(0.5, ExponentialLr::new(0.5)?).start(&scalars.vs, &mut optimizer)?;
    for _ in 0..3 {
        epoch(&mut optimizer, &mut scheduler, &scalars)?;
    }
    assert_eq!(scalars.weights(), [-(0.5 + 0.25 + 0.125)]);
    Ok(())
}

type Attach = fn(&mut Scheduler, &Scalars, &mut Optimizer) -> Result<()>;

#[test]
fn an_optimizer_that_is_built_again_trains_at_the_planned_rate_after_attach_or_rewrite() -> Result<()> {
    let attach: [Attach; 2] = [
        |scheduler, scalars, optimizer| scheduler.attach(&scalars.vs, optimizer).map(drop),
        |scheduler, _, optimizer| scheduler.rewrite(optimizer).map(drop),
    ];
    for attach in attach {
        let mut scalars = Scalars::new(&[0]);
        let mut first = plain(Sgd::default(), &scalars.vs, 9.0)?;
        let plan = Plan::lr(0.5, Constant).lr_group(0, 0.5, Constant).momentum(0.5, Constant);
        let mut scheduler = plan.start(&scalars.vs, &mut first)?;
        for _ in 0..3 {
            let mut again = plain(Sgd::default(), &scalars.vs, 9.0)?;
            // The rate has not changed, so a step alone does not write it.
            scheduler.step(&mut again)?;
            assert!(matches!(scheduler.verify(&scalars.vs, &again), Err(Error::OptimizerDeviates { .. })));
            attach(&mut scheduler, &scalars, &mut again)?;
            scheduler.verify(&scalars.vs, &again)?;
            scalars.set(0.0);
            again.backward_step(&scalars.loss(1.0));
            assert_eq!(scalars.weights(), [-0.5]);
        }
    }
    Ok(())
}

#[test]
fn another_class_of_optimizer_without_a_hyperparameter_of_the_plan_cannot_be_attached() -> Result<()> {
    let scalars = Scalars::new(&[0]);
    let mut adam = plain(Adam::default(), &scalars.vs, 9.0)?;
    let mut scheduler = Plan::lr(0.5, Constant).beta2(0.9, Constant).start(&scalars.vs, &mut adam)?;
    let mut sgd = plain(Sgd::default(), &scalars.vs, 9.0)?;
    let message = "plan: beta2 is not a hyperparameter of this optimizer, expected Adam or AdamW";
    assert_eq!(scheduler.attach(&scalars.vs, &mut sgd).map_err(|error| error.to_string()).err().as_deref(), Some(message));
    assert_eq!(scheduler.rewrite(&mut sgd).map_err(|error| error.to_string()).err().as_deref(), Some(message));
    sgd.backward_step(&scalars.loss(1.0));
    assert_eq!(scalars.weights(), [-9.0]);
    Ok(())
}

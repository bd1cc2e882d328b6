//! Values of groups, coupled hyperparameters and user-defined numbers, without an optimizer.

use crate::common::recorder::Recorder;
use crate::common::refusals::assert_says;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tch_lr_scheduler::{
    Constant, CosineAnnealingLr, DryRun, ExponentialLr, LambdaLr, LinearLr, OneCycleLr, Plan, ReduceLrOnPlateau, Result, Schedule,
    Scheduler,
};

#[test]
fn a_factor_multiplies_the_common_schedule() -> Result<()> {
    let plan = Plan::lr(0.1, CosineAnnealingLr::new(10)?.eta_min(0.02)?).lr_factor(1, 0.5).lr_factor(2, 0.0);
    for step in 0..25 {
        let lr = plan.preview(3, step)?.lr;
        assert_eq!(lr[1..], [lr[0] * 0.5, 0.0]);
    }
    Ok(())
}

#[test]
fn a_factor_multiplies_a_groups_own_schedule_too() -> Result<()> {
    let halving = ExponentialLr::new(0.5)?;
    let plan = Plan::lr(0.8, Constant).lr_group(1, 0.4, halving).lr_factor(1, 0.5);
    assert_eq!(plan.preview(3, 1)?.lr, [0.8, 0.1, 0.8]);
    let listed = Plan::lr_groups([(0.8, halving), (0.4, halving)]).lr_factor(0, 0.25);
    assert_eq!(listed.preview(2, 1)?.lr, [0.1, 0.2]);
    let unfrozen_in_turn = Plan::lr(0.8, Constant).lr_group(0, 0.8, Constant.frozen_until(9)).layer_wise(2, 0.5);
    assert_eq!(
        [8, 9].map(|step| unfrozen_in_turn.preview(2, step).map(|state| state.lr)),
        [Ok(vec![0.0, 0.8]), Ok(vec![0.4, 0.8])]
    );
    Ok(())
}

#[test]
fn groups_that_differ_by_a_factor_evaluate_the_schedule_once_per_step() -> Result<()> {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let counting = LambdaLr::new(move |step| {
        counter.fetch_add(1, Ordering::Relaxed);
        1.0 / (1.0 + step as f64)
    });
    let mut scheduler = Scheduler::start(&Plan::lr(1.0, counting).layer_wise(8, 0.5), 8, &mut DryRun)?;
    let at_the_start = asked.load(Ordering::Relaxed);
    let lr = scheduler.step(&mut DryRun)?.lr.clone();
    assert_eq!(lr, [8, 7, 6, 5, 4, 3, 2, 1].map(|depth| 0.5f64.powi(depth)));
    assert_eq!(asked.load(Ordering::Relaxed) - at_the_start, 1);
    Ok(())
}

#[test]
fn layer_wise_decay_lowers_the_rate_from_the_last_layer_to_the_first() -> Result<()> {
    let lr = Plan::lr(1.0, Constant).layer_wise(4, 0.5).preview(5, 0)?.lr;
    assert_eq!(lr, [0.125, 0.25, 0.5, 1.0, 1.0]);
    assert_eq!(Plan::lr(1.0, Constant).layer_wise(1, 0.5).preview(1, 0)?.lr, [1.0]);
    Ok(())
}

#[test]
fn coupled_weight_decay_follows_the_current_rate_of_its_group_and_its_reductions() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0);
    let plan = Plan::lr(0.4, LinearLr::new(1.0, 0.5, 4)?).lr_factor(1, 0.5).weight_decay_at_lr(0.1, 0.4);
    let mut scheduler = Scheduler::start(&plan.reduce_lr_on_plateau(rule), 2, &mut DryRun)?;
    for metric in [1.0, 1.0, 0.5, 0.5, 0.5, 0.4] {
        let state = scheduler.state();
        assert_eq!(state.weight_decay, [0.1 * (state.lr[0] / 0.4), 0.1 * (state.lr[1] / 0.4)]);
        scheduler.metric(metric, &mut DryRun)?;
        scheduler.step(&mut DryRun)?;
    }
    assert_eq!(scheduler.state().plateau.as_ref().map(|plateau| plateau.reductions.clone()), Some(vec![3, 3]));
    Ok(())
}

#[test]
fn momentum_opposite_to_the_rate_equals_that_of_a_linear_one_cycle() -> Result<()> {
    use tch_lr_scheduler::AnnealStrategy::Linear;
    let cycle = OneCycleLr::new(1.0, 101)?.pct_start(0.5)?.anneal_strategy(Linear).three_phase(true)?;
    let of_its_own = Plan::lr(1.0, cycle);
    let coupled = Plan::lr(1.0, cycle).momentum_opposite_to_lr(0.85, 0.95, 0.04..1.0);
    for step in 0..98 {
        let (own, coupled) = (of_its_own.preview(1, step)?.momentum[0], coupled.preview(1, step)?.momentum[0]);
        assert!((own - coupled).abs() < 1e-12, "at step {step}: {own} and {coupled}");
    }
    Ok(())
}

#[test]
fn a_coupled_value_is_written_only_if_the_rate_changed() -> Result<()> {
    let plan = Plan::lr(0.4, LambdaLr::new(|step| if step < 3 { 1.0 } else { 0.5 })).weight_decay_at_lr(0.1, 0.4);
    let mut recorder = Recorder::new(1);
    let mut scheduler = Scheduler::start(&plan, 1, &mut recorder)?;
    let (at_the_start, _) = recorder.writes;
    scheduler.step(&mut recorder)?;
    scheduler.step(&mut recorder)?;
    assert_eq!(recorder.writes, (at_the_start, 0));
    scheduler.step(&mut recorder)?;
    assert_eq!(recorder.writes, (at_the_start + 2, 0));
    Ok(())
}

#[test]
fn numbers_follow_their_schedules_and_resume_with_the_state() -> Result<()> {
    let plan = || -> Result<Plan> {
        let halving = ExponentialLr::new(0.5)?;
        Ok(Plan::lr(0.1, Constant).scalar("temperature", 2.0, halving).scalar("dropout", 0.5, Constant))
    };
    let mut scheduler = Scheduler::start(&plan()?, 1, &mut DryRun)?;
    for step in 0..20 {
        assert_eq!(scheduler.state().scalar("temperature"), Some(2.0 * 0.5f64.powf(f64::from(step))));
        assert_eq!(scheduler.state().scalar("dropout"), Some(0.5));
        scheduler.step(&mut DryRun)?;
    }
    let saved = scheduler.state().clone();
    let mut fresh = Scheduler::start(&plan()?, 1, &mut DryRun)?;
    assert_eq!(*fresh.load(saved.clone(), &mut DryRun)?, saved);

    let refused = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?.load(saved, &mut DryRun).map(drop);
    let message = "state: the plan has changed since: scalars was an object with temperature, dropout, is absent";
    assert_says(refused, message);
    Ok(())
}

#[test]
fn regroup_gives_added_groups_the_values_of_the_plan() -> Result<()> {
    let halving = ExponentialLr::new(0.5)?;
    let plan = Plan::lr(0.8, halving).lr_group(2, 0.4, halving).expect_groups(3);
    let mut recorder = Recorder::new(3);
    let mut scheduler = Scheduler::start(&plan, 1, &mut recorder)?;
    scheduler.step(&mut recorder)?;
    assert_eq!(scheduler.regroup(3, &mut recorder)?.lr, [0.4, 0.4, 0.2]);
    assert!(scheduler.regroup(0, &mut recorder).is_err());
    assert_eq!(scheduler.step(&mut recorder)?.lr, [0.2, 0.2, 0.1]);
    Ok(())
}

//! Errors while a plan runs: neither state nor optimizer changes.

use crate::common::recorder::Recorder;
use crate::common::refusals::{NEGATIVE_OR_NOT_FINITE, NOT_FINITE, assert_refuses, assert_says};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tch_lr_scheduler::{
    Constant, CosineAnnealingWarmRestarts, CyclicLr, DryRun, LambdaLr, MultiplicativeLr, Plan, ReduceLrOnPlateau, Result,
    ScaleMode, Schedule, Scheduler,
};

#[test]
fn a_metric_for_a_plan_without_feedback_is_refused() -> Result<()> {
    let mut optimizer = Recorder::new(1);
    let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut optimizer)?;
    let before = (scheduler.state().clone(), optimizer.writes);
    let message = "metric 0.5 was given to a plan without feedback, expected one built with `Plan::feedback`";
    assert_says(scheduler.metric(0.5, &mut optimizer), message);
    assert_eq!((scheduler.state().clone(), optimizer.writes), before);
    Ok(())
}

/// A plan in which the function of one group gives NaN at step 3, and the other values are finite.
fn failing_at_step_3() -> Plan {
    let fails = LambdaLr::new(|step| if step == 3 { f64::NAN } else { 1.0 / (1.0 + step as f64) });
    let falls = LambdaLr::new(|step| 1.0 / (1.0 + step as f64));
    Plan::lr(0.1, falls.clone())
        .lr_group(1, 0.2, fails)
        .weight_decay(0.01, falls)
        .reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0))
}

#[test]
fn a_function_that_is_not_finite_stops_the_step_and_changes_nothing() -> Result<()> {
    let message = "lr[1] at step 3: expected a finite value, found NaN";
    let plan = failing_at_step_3();
    let mut optimizer = Recorder::new(2);
    let mut scheduler = Scheduler::start(&plan, 2, &mut optimizer)?;
    scheduler.seek(2, &mut optimizer)?;
    let before = (scheduler.state().clone(), optimizer.clone());
    let now = |scheduler: &Scheduler, optimizer: &Recorder| format!("{:?}", (scheduler.state(), optimizer));
    let expected = format!("{:?}", (&before.0, &before.1));

    assert_says(scheduler.step(&mut optimizer), message);
    assert_eq!(now(&scheduler, &optimizer), expected);
    assert_says(scheduler.seek(3, &mut optimizer), message);
    assert_eq!(now(&scheduler, &optimizer), expected);
    let mut at_3 = before.0;
    at_3.step = 3;
    assert_says(scheduler.load(at_3, &mut optimizer), message);
    assert_eq!(now(&scheduler, &optimizer), expected);
    assert_says(plan.preview(2, 3), message);

    let next = scheduler.seek(4, &mut optimizer)?;
    assert_eq!(next.lr, [0.1 * 0.2, 0.2 * 0.2]);
    Ok(())
}

#[test]
fn a_function_that_is_not_finite_stops_a_metric_and_changes_nothing() -> Result<()> {
    let broken = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&broken);
    let function = LambdaLr::new(move |_| if seen.load(Ordering::Relaxed) { f64::INFINITY } else { 1.0 });
    let plan = Plan::lr(0.1, function).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0));
    let mut optimizer = Recorder::new(1);
    let mut scheduler = Scheduler::start(&plan, 1, &mut optimizer)?;
    scheduler.metric(1.0, &mut optimizer)?;
    let before = (scheduler.state().clone(), optimizer.lr.clone());
    broken.store(true, Ordering::Relaxed);
    assert_says(scheduler.metric(1.0, &mut optimizer), "lr at step 0: expected a finite value, found inf");
    assert_eq!((scheduler.state().clone(), optimizer.lr), before);
    Ok(())
}

#[test]
fn a_function_that_is_not_finite_at_the_start_writes_nothing() {
    for value in NOT_FINITE {
        let mut optimizer = Recorder::new(2);
        let plan = Plan::lr(0.1, Constant).momentum(0.9, LambdaLr::new(move |_| value));
        let message = format!("momentum at step 0: expected a finite value, found {value:?}");
        assert_says(Scheduler::start(&plan, 2, &mut optimizer), &message);
        assert_eq!(optimizer.writes, (0, 0));
    }
}

#[test]
fn every_schedule_with_a_function_stops_at_a_value_that_is_not_finite() -> Result<()> {
    const NAN: f64 = f64::NAN;
    let wrong: [(&str, Box<dyn Schedule>); 3] = [
        ("LambdaLr", LambdaLr::new(|step| if step == 5 { NAN } else { 1.0 }).boxed()),
        ("MultiplicativeLr", MultiplicativeLr::new(|step| if step == 5 { NAN } else { 1.0 }).boxed()),
        ("CyclicLr", CyclicLr::new(0.1, 0.2)?.scale_fn(ScaleMode::Iterations, |time| if time == 5.0 { NAN } else { 1.0 }).boxed()),
    ];
    for (name, schedule) in wrong {
        let mut scheduler = Scheduler::start(&Plan::lr(0.1, schedule), 1, &mut DryRun)?;
        scheduler.seek(4, &mut DryRun)?;
        let error = scheduler.step(&mut DryRun).cloned().expect_err(name);
        assert_eq!(error.to_string(), "lr at step 5: expected a finite value, found NaN", "{name}");
        assert_eq!(scheduler.state().step, 4, "{name}");
    }
    Ok(())
}

#[test]
fn a_time_that_is_negative_or_not_finite_is_refused_and_changes_nothing() -> Result<()> {
    let plan = Plan::lr(0.1, CosineAnnealingWarmRestarts::new(10)?);
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    scheduler.seek(3, &mut DryRun)?;
    let before = scheduler.state().clone();
    assert_refuses(&NEGATIVE_OR_NOT_FINITE, "Scheduler: time must be finite and not negative", |time| {
        Scheduler::start(&plan, 1, &mut DryRun)?.seek_time(time, &mut DryRun).cloned()
    });
    assert!(scheduler.seek_time(f64::NAN, &mut DryRun).is_err());
    assert_eq!(scheduler.state(), &before);
    Ok(())
}

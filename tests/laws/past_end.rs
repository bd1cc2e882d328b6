//! A step after the end of a schedule is an error of the scheduler, wherever the schedule stands in the plan.

use tch_lr_scheduler::*;

fn ended(end: u64) -> Result<PlanSpec> {
    let schedule = LinearLr::new(1.0, 0.5, 50)?.past_end(end, EndPolicy::Error);
    Ok(Plan::lr(0.1, schedule).spec())
}

/// Drives the plan to its end, and returns the error of the next step.
fn error_after(plan: &Plan, last: u64) -> Result<Error> {
    let mut scheduler = Scheduler::start(plan, 2, &mut DryRun)?;
    for _ in 0..last {
        scheduler.step(&mut DryRun)?;
    }
    let before = scheduler.state().clone();
    let error = scheduler.step(&mut DryRun).expect_err("the schedule has ended");
    assert_eq!(*scheduler.state(), before, "nothing is changed");
    assert!(scheduler.seek(last + 1, &mut DryRun).is_err() && scheduler.seek(0, &mut DryRun).is_ok());
    assert!(plan.preview(2, last).is_ok() && plan.preview(2, last + 1).is_err());
    Ok(error)
}

#[test]
fn a_step_after_the_end_is_an_error_in_any_combinator() -> Result<()> {
    let ended = || Ok::<_, Error>(ConstantLr::new(0.5, 3)?.past_end(6, EndPolicy::Error));
    let plans: Vec<(Box<dyn Schedule>, u64)> = vec![
        (ended()?.boxed(), 6),
        (ended()?.warmup(4)?.boxed(), 10),
        (ended()?.delay(4).boxed(), 10),
        (ended()?.every(3)?.boxed(), 20),
        (ended()?.within(2..)?.boxed(), 8),
        (ended()?.scale(0.5)?.boxed(), 6),
        (Constant.times(ended()?).boxed(), 6),
        (Constant.plus(ended()?).boxed(), 6),
        (Constant.min(ended()?).boxed(), 6),
        (ended()?.noise(0.1, 1)?.boxed(), 6),
        (Constant.then(5, ended()?).boxed(), 11),
        (ended()?.then(9, Constant).boxed(), 6),
        (ended()?.cycle(9)?.boxed(), 6),
        (ended()?.past_end(7, EndPolicy::Error).boxed(), 6),
        (ChainedScheduler::new([Constant.boxed(), ended()?.boxed()])?.boxed(), 6),
    ];
    for (schedule, last) in plans {
        let text = format!("{schedule:?}");
        let error = error_after(&Plan::lr(0.1, schedule), last)?;
        assert_eq!(error, Error::PastEnd { setting: "lr".into(), step: last + 1, end: last }, "{text}");
    }
    Ok(())
}

#[test]
fn an_end_that_is_not_reached_is_no_error() -> Result<()> {
    let ended = Constant.past_end(6, EndPolicy::Error);
    for schedule in [ended.then(6, Constant).boxed(), ended.hold(5).boxed(), ended.cycle(6)?.boxed(), ended.within(..4)?.boxed()] {
        let mut scheduler = Scheduler::start(&Plan::lr(0.1, schedule), 1, &mut DryRun)?;
        for _ in 0..40 {
            scheduler.step(&mut DryRun)?;
        }
    }
    Ok(())
}

#[test]
fn the_error_names_the_setting_and_the_group() -> Result<()> {
    let ended = Constant.past_end(3, EndPolicy::Error);
    let of_group = Plan::lr(0.1, Constant).lr_group(1, 0.2, ended);
    assert_eq!(error_after(&of_group, 3)?, Error::PastEnd { setting: "lr[1]".into(), step: 4, end: 3 });
    let of_scalar = Plan::lr(0.1, Constant).scalar("temperature", 1.0, ended);
    assert_eq!(error_after(&of_scalar, 3)?, Error::PastEnd { setting: "temperature".into(), step: 4, end: 3 });
    let message = error_after(&of_group, 3)?.to_string();
    assert!(message.starts_with("lr[1] at step 4: end the loop at step 3"), "{message}");
    Ok(())
}

#[test]
fn a_cooldown_may_continue_after_the_end() -> Result<()> {
    let mut scheduler = Scheduler::start(&ended(5)?.plan()?, 1, &mut DryRun)?;
    scheduler.seek(4, &mut DryRun)?;
    scheduler.cool_down(Cooldown::to(0.0, 10)?, &mut DryRun)?;
    for _ in 0..20 {
        scheduler.step(&mut DryRun)?;
    }
    assert_eq!(scheduler.lr(), 0.0);
    Ok(())
}

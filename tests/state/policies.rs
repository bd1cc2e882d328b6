//! `ResumePolicy`: loading a state into a changed plan, for every schedule of the table.

use crate::common::cases;
use crate::common::recorder::Recorder;
use tch_lr_scheduler::*;

const SAVED_AT: u64 = 37;

/// A state, read from text, of a run with reductions and, if `cooled`, with a started cooldown.
fn saved(plan: &Plan, cooled: bool) -> Result<State> {
    let mut run = Scheduler::start(plan, 2, &mut DryRun)?;
    run.seek(SAVED_AT - 4, &mut DryRun)?;
    for _ in 0..3 {
        run.metric(1.0, &mut DryRun)?;
    }
    if cooled {
        run.cool_down(Cooldown::to(0.0, 10)?, &mut DryRun)?;
    }
    run.seek(SAVED_AT, &mut DryRun)?;
    State::from_json(&run.state().to_json()?)
}

fn with_feedback(schedule: impl Schedule + 'static) -> Result<Plan> {
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0);
    Ok(Plan::lr(0.1, schedule).lr_group(1, 0.2, Constant).reduce_lr_on_plateau(rule))
}

/// Asserts that the load is refused and changes nothing, and returns the error.
#[track_caller]
fn assert_untouched(plan: &Plan, state: State, change: ResumePolicy) -> Result<Error> {
    let mut optimizer = Recorder::new(2);
    let mut run = Scheduler::start(plan, 2, &mut optimizer)?;
    run.step(&mut optimizer)?;
    let before = (run.state().clone(), optimizer.writes);
    let error = run.load_with(state, change, &mut optimizer).map(|_| ()).expect_err("the load is refused");
    assert_eq!((run.state().clone(), optimizer.writes), before, "{error}");
    run.step(&mut optimizer)?;
    assert_eq!(run.state(), &plan.preview(2, 2)?, "{error}");
    Ok(error)
}

#[test]
fn a_changed_plan_is_refused_with_its_differences_by_default() -> Result<()> {
    let state = saved(&with_feedback(ExponentialLr::new(0.9)?)?, true)?;
    for case in cases::all() {
        let plan = with_feedback(case.schedule())?;
        if plan.spec() == *state.plan() {
            continue;
        }
        let error = assert_untouched(&plan, state.clone(), ResumePolicy::default())?;
        let Error::PlanChanged { differences } = &error else { panic!("{}: {error}", case.name) };
        assert!(!differences.is_empty(), "{}", case.name);
        let message = error.to_string();
        assert!(
            message.contains("lr.schedule was ExponentialLR, is ") || message.contains("lr.schedule.gamma was 0.9, is "),
            "{message}"
        );
    }
    Ok(())
}

#[test]
fn the_saved_plan_continues_to_the_bit_if_it_can_be_read_back() -> Result<()> {
    let (mut kept, mut unreadable) = (0, 0);
    for case in cases::all() {
        let plan = with_feedback(case.schedule())?;
        let state = saved(&plan, false)?;
        let keep = ResumePolicy::KeepSaved(Functions::new());
        let new = Plan::lr(0.7, Constant);
        if plan.spec().plan().is_err() {
            let error = assert_untouched(&new, state, keep)?;
            assert!(matches!(error, Error::Data { .. }), "{}: {error}", case.name);
            unreadable += 1;
            continue;
        }
        kept += 1;
        let mut uninterrupted = Scheduler::start(&plan, 2, &mut DryRun)?;
        uninterrupted.load(state.clone(), &mut DryRun).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        let mut resumed = Scheduler::start(&new, 2, &mut DryRun)?;
        resumed.load_with(state, keep, &mut DryRun).unwrap_or_else(|error| panic!("{}: {error}", case.name));
        for _ in 0..100 {
            assert_eq!(resumed.state().to_json()?, uninterrupted.state().to_json()?, "{}", case.name);
            resumed.step(&mut DryRun)?;
            uninterrupted.step(&mut DryRun)?;
            assert_eq!(resumed.metric(1.0, &mut DryRun)?, uninterrupted.metric(1.0, &mut DryRun)?, "{}", case.name);
        }
    }
    assert!(kept > 80 && unreadable > 5, "{kept} kept, {unreadable} unreadable");
    Ok(())
}

#[test]
fn the_new_plan_continues_at_the_same_step_with_the_plateau_state() -> Result<()> {
    let state = saved(&with_feedback(ExponentialLr::new(0.9)?)?, false)?;
    let reductions = state.plateau.as_ref().map(|plateau| plateau.reductions.clone()).unwrap_or_default();
    assert_eq!(reductions, [2, 2]);
    for case in cases::all() {
        let plan = with_feedback(case.schedule())?;
        let mut resumed = Scheduler::start(&plan, 2, &mut DryRun)?;
        resumed.load_with(state.clone(), ResumePolicy::SameStep, &mut DryRun)?;
        for step in SAVED_AT..SAVED_AT + 50 {
            assert_eq!(resumed.state().step, step, "{}", case.name);
            let scheduled = case.schedule().at(0.1, step);
            // A negative rate is not reduced.
            if scheduled < 0.0 {
                break;
            }
            assert_eq!(resumed.lrs(), [scheduled * 0.5 * 0.5, 0.05], "{} at {step}", case.name);
            resumed.step(&mut DryRun)?;
        }
    }
    Ok(())
}

#[test]
fn the_new_plan_continues_at_the_same_fraction_of_the_run() -> Result<()> {
    let plan = |steps| -> Result<Plan> { Ok(Plan::lr(0.1, LinearLr::new(1.0, 0.0, steps)?).total_steps(steps)) };
    for (saved_steps, new_steps, step, expected) in
        [(100, 200, 50, 100), (90, 45, 31, 15), (7, 1_000_000, 6, 857_142), (u64::MAX, 10, u64::MAX, 10)]
    {
        let state = State::from_json(&plan(saved_steps)?.preview(1, step)?.to_json()?)?;
        let mut resumed = Scheduler::start(&plan(new_steps)?, 1, &mut DryRun)?;
        resumed.load_with(state, ResumePolicy::SameFraction, &mut DryRun)?;
        assert_eq!(resumed.state(), &plan(new_steps)?.preview(1, expected)?);
    }
    let endless = Plan::lr(0.1, Constant);
    let of_saved = |plan: &Plan| -> Result<State> { plan.preview(2, 5) };
    let error = assert_untouched(&endless, of_saved(&plan(10)?)?, ResumePolicy::SameFraction)?;
    assert_eq!(error, Error::NoTotalSteps { which: "new" });
    let error = assert_untouched(&plan(10)?, of_saved(&endless)?, ResumePolicy::SameFraction)?;
    assert_eq!(error, Error::NoTotalSteps { which: "saved" });
    Ok(())
}

#[test]
fn a_started_cooldown_continues_under_a_changed_plan() -> Result<()> {
    let old = with_feedback(ExponentialLr::new(0.9)?)?.total_steps(100);
    let new = with_feedback(StepLr::new(3, 0.5)?)?.total_steps(1_000);
    let state = saved(&old, true)?;
    let mut uninterrupted = Scheduler::start(&old, 2, &mut DryRun)?;
    uninterrupted.load(state.clone(), &mut DryRun)?;
    let changes = [ResumePolicy::KeepSaved(Functions::new()), ResumePolicy::SameStep, ResumePolicy::SameFraction];
    let mut runs = changes.map(|change| {
        let mut run = Scheduler::start(&new, 2, &mut DryRun).expect("the plan is good");
        run.load_with(state.clone(), change, &mut DryRun).expect("the state can be loaded");
        run
    });
    for _ in 0..20 {
        for run in &mut runs {
            assert_eq!(run.lrs(), uninterrupted.lrs());
            run.step(&mut DryRun)?;
        }
        uninterrupted.step(&mut DryRun)?;
    }
    assert_eq!(uninterrupted.lrs(), [0.0, 0.0]);
    assert_eq!(runs.map(|run| run.state().step), [57, 57, 390]);
    Ok(())
}

/// Values that only the program's plan has are no longer part of the run.
#[test]
fn a_kept_plan_with_fewer_values_drops_those_of_the_new_plan() -> Result<()> {
    let kept = Plan::lr(0.1, ExponentialLr::new(0.9)?);
    let new = Plan::lr(0.2, Constant).momentum(0.9, Constant).weight_decay(0.01, Constant).scalar("batch size", 32.0, Constant);
    let state = kept.preview(2, 5)?;
    let mut resumed = Scheduler::start(&new, 2, &mut DryRun)?;
    assert_eq!(*resumed.load_with(state.clone(), ResumePolicy::KeepSaved(Functions::new()), &mut DryRun)?, state);
    let mut again = Scheduler::start(&kept, 2, &mut DryRun)?;
    assert_eq!(again.load(State::from_json(&resumed.state().to_json()?)?, &mut DryRun)?, &state);

    let mut taken = Scheduler::start(&kept, 2, &mut DryRun)?;
    let taken = taken.load_with(new.preview(2, 5)?, ResumePolicy::SameStep, &mut DryRun)?;
    assert_eq!(*taken, state);
    Ok(())
}

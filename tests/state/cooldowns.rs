//! Cooldowns beside jumps, metrics, changed plans and changed groups.

use crate::common::cases;
use tch_lr_scheduler::*;

/// All shapes that a cooldown may have.
fn shapes() -> Result<Vec<Shape>> {
    Ok(vec![
        Shape::linear(),
        Shape::cosine(),
        Shape::one_minus_sqrt(),
        Shape::one_minus_square(),
        Shape::power(0.3)?,
        Shape::polynomial(1.7)?,
        Shape::exponential(0.01)?,
        Shape::exponential_normalized(0.1)?,
        Shape::mirror_cosine(),
        Shape::half_life(),
        Shape::constant(),
        Shape::of(Function::power(1e-3)?),
    ])
}

fn halving() -> Result<ReduceLrOnPlateau> {
    ReduceLrOnPlateau::new().factor(0.5)?.patience(0).eps(0.0)
}

fn started(plan: &Plan, groups: usize) -> Result<Scheduler> {
    Scheduler::start(plan, groups, &mut DryRun)
}

/// The scheduler that continues from the run's state, which is written and read as text.
fn reloaded(run: &Scheduler, plan: &Plan, groups: usize, policy: ResumePolicy) -> Result<Scheduler> {
    let mut resumed = started(plan, groups)?;
    resumed.load_with(State::from_json(&run.state().to_json()?)?, policy, &mut DryRun)?;
    Ok(resumed)
}

fn cooldown(run: &Scheduler) -> &CooldownState {
    run.state().cooldown.as_ref().expect("there is one")
}

#[test]
fn a_reduction_before_a_cooldown_that_lies_ahead_is_part_of_its_start() -> Result<()> {
    for case in cases::all() {
        for cooldown in [Cooldown::to(1e-5, 10)?, Cooldown::to_factor(0.1, 10)?] {
            let plan = Plan::lr(0.1, case.schedule()).lr_group(1, 0.3, Constant).reduce_lr_on_plateau(halving()?);
            let mut reduced_before = started(&plan, 2)?;
            reduced_before.seek(5, &mut DryRun)?;
            reduced_before.metric(1.0, &mut DryRun)?;
            reduced_before.metric(1.0, &mut DryRun)?;
            reduced_before.seek(10, &mut DryRun)?;
            reduced_before.cool_down(cooldown.clone(), &mut DryRun)?;
            reduced_before.seek(5, &mut DryRun)?;

            let mut reduced_after = started(&plan, 2)?;
            reduced_after.seek(10, &mut DryRun)?;
            reduced_after.cool_down(cooldown.clone(), &mut DryRun)?;
            reduced_after.seek(5, &mut DryRun)?;
            reduced_after.metric(1.0, &mut DryRun)?;
            reduced_after.metric(1.0, &mut DryRun)?;
            for step in 5..25 {
                assert_eq!(reduced_after.lrs(), reduced_before.lrs(), "{} at {step}", case.name);
                if step % 5 == 4 {
                    reduced_after = reloaded(&reduced_after, &plan, 2, ResumePolicy::Refuse)?;
                }
                reduced_after.step(&mut DryRun)?;
                reduced_before.step(&mut DryRun)?;
            }
        }
    }
    Ok(())
}

#[test]
fn a_metric_before_a_cooldown_that_lies_ahead_does_not_stop_it() -> Result<()> {
    let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(halving()?);
    let mut run = started(&plan, 1)?;
    run.seek(10, &mut DryRun)?;
    run.cool_down(Cooldown::to(0.0, 10)?, &mut DryRun)?;
    run.seek(5, &mut DryRun)?;
    run.metric(1.0, &mut DryRun)?;
    run.metric(1.0, &mut DryRun)?;
    let rates: Vec<f64> = (6..=21).map(|_| run.step(&mut DryRun).map(|state| state.lr[0])).collect::<Result<_>>()?;
    assert_eq!(rates[..5], [0.05; 5]);
    assert_eq!(rates[9], 0.025);
    assert_eq!(rates[14..], [0.0; 2]);
    assert_eq!(run.metric(1.0, &mut DryRun)?, None, "metrics are ignored after its start");
    Ok(())
}

#[test]
fn a_cooldown_that_lies_ahead_stays_at_its_step_under_a_changed_plan() -> Result<()> {
    for case in cases::all() {
        let old = Plan::lr(0.1, Constant).total_steps(200);
        let new = Plan::lr(0.05, case.schedule()).total_steps(400);
        let mut run = started(&old, 1)?;
        run.seek(100, &mut DryRun)?;
        run.cool_down(Cooldown::to(0.0, 10)?, &mut DryRun)?;
        run.seek(50, &mut DryRun)?;
        for (policy, now, start) in [(ResumePolicy::SameStep, 50, 100), (ResumePolicy::SameFraction, 100, 200)] {
            let mut resumed = reloaded(&run, &new, 1, policy)?;
            assert_eq!((resumed.state().step, cooldown(&resumed).step), (now, start), "{}", case.name);
            for step in [now, start - 1, start] {
                assert_eq!(resumed.seek(step, &mut DryRun)?.lr, new.preview(1, step)?.lr, "{} at {step}", case.name);
            }
            let from = resumed.lr();
            assert_eq!(resumed.seek(start + 5, &mut DryRun)?.lr, [from * 0.5], "{}", case.name);
            assert_eq!(resumed.seek(start + 10, &mut DryRun)?.lr, [0.0], "{}", case.name);
        }
    }
    Ok(())
}

/// Also if the steps that the cooldown has taken are more than the new run has behind it.
#[test]
fn a_started_cooldown_goes_on_from_its_rate_after_a_resume_at_the_same_fraction() -> Result<()> {
    for shape in shapes()? {
        for request in [Cooldown::to(1e-4, 1_000)?, Cooldown::to_factor(0.1, 1_000)?] {
            for (began, now, total) in [(400, 900, 500), (0, 999, 1), (100, 101, 10), (100, 100, 7), (400, 900, 100_000)] {
                let old = Plan::lr(0.1, ExponentialLr::new(0.999)?).total_steps(1_000);
                let new = Plan::lr(0.7, Constant).total_steps(total);
                let mut run = started(&old, 2)?;
                run.seek(began, &mut DryRun)?;
                run.cool_down(request.clone().shape(shape.clone())?, &mut DryRun)?;
                run.seek(now, &mut DryRun)?;
                let mut resumed = reloaded(&run, &new, 2, ResumePolicy::SameFraction)?;
                assert_eq!(resumed.state().step, now * total / 1_000);
                for step in 0..1_000 {
                    assert_eq!(resumed.lrs(), run.lrs(), "{shape:?}, {began}, {now}, {total}");
                    if step % 200 == 3 {
                        resumed = reloaded(&resumed, &new, 2, ResumePolicy::Refuse)?;
                    }
                    resumed.step(&mut DryRun)?;
                    run.step(&mut DryRun)?;
                }
            }
        }
    }
    Ok(())
}

#[test]
fn a_state_loads_after_the_number_of_groups_has_changed_during_a_cooldown() -> Result<()> {
    let schedule = || ExponentialLr::new(0.9);
    let plan = Plan::lr(0.1, schedule()?).reduce_lr_on_plateau(halving()?).total_steps(100);
    let changed = Plan::lr(0.2, schedule()?).reduce_lr_on_plateau(halving()?).total_steps(50);
    for (before, after) in [(3, 1), (3, 2), (1, 4), (2, 2)] {
        for now in [4, 10, 15, 90] {
            let mut run = started(&plan, before)?;
            run.seek(10, &mut DryRun)?;
            run.cool_down(Cooldown::to_factor(0.1, 20)?, &mut DryRun)?;
            run.seek(now, &mut DryRun)?;
            let mut resumed = vec![];
            for policy in [ResumePolicy::SameStep, ResumePolicy::SameFraction] {
                resumed.push((reloaded(&run, &plan, after, policy.clone())?, &plan));
                resumed.push((reloaded(&run, &changed, after, policy)?, &changed));
            }
            run.regroup(after, &mut DryRun)?;
            assert_eq!(resumed[0].0.state(), run.state(), "the plan is the same");
            assert_eq!(resumed[2].0.state(), run.state(), "the plan is the same");
            resumed.push((run, &plan));
            for (mut run, of_run) in resumed {
                assert_eq!((run.lrs().len(), cooldown(&run).from.len()), (after, after));
                for _ in 0..30 {
                    assert_eq!(reloaded(&run, of_run, after, ResumePolicy::Refuse)?.state(), run.state());
                    let is_uniform = run.lrs().iter().all(|lr| *lr == run.lr());
                    assert!(is_uniform || of_run.spec() != plan.spec(), "the groups have one schedule: {:?}", run.lrs());
                    run.step(&mut DryRun)?;
                }
            }
        }
    }
    Ok(())
}

#[test]
fn a_state_with_another_number_of_groups_is_refused_with_the_way_to_load_it() -> Result<()> {
    let plan = Plan::lr(0.1, Constant).reduce_lr_on_plateau(halving()?);
    let run = started(&plan, 1)?;
    for policy in [ResumePolicy::Refuse, ResumePolicy::KeepSaved(Functions::new())] {
        let error = reloaded(&run, &plan, 2, policy).expect_err("it has one group");
        assert!(matches!(&error, Error::ForeignState { field, .. } if field == "lr"), "{error}");
        assert!(error.to_string().contains("`ResumePolicy::SameStep`"), "{error}");
    }
    Ok(())
}

/// Asserts the time after a resume of a run of `saved` steps at `time` in a run of `new` steps.
#[track_caller]
fn assert_time_at_same_fraction(saved: u64, time: f64, new: u64, expected: (u64, f64)) -> Result<()> {
    let old = Plan::lr(0.1, Constant).total_steps(saved);
    let mut run = started(&old, 1)?;
    run.seek_time(time, &mut DryRun)?;
    let resumed = reloaded(&run, &Plan::lr(0.2, Constant).total_steps(new), 1, ResumePolicy::SameFraction)?;
    assert_eq!((resumed.state().step, resumed.state().fraction), expected, "{time} of {saved} in {new}");
    Ok(())
}

/// The expected times are exact, because all numbers are multiples of powers of two.
#[test]
fn a_fractional_time_keeps_its_fraction_of_the_run() -> Result<()> {
    assert_time_at_same_fraction(100, 50.5, 200, (101, 0.0))?;
    assert_time_at_same_fraction(100, 50.5, 100_000_000, (50_500_000, 0.0))?;
    for saved in [1, 2, 64, 1 << 20] {
        for new in [1, 3, 128, 1_000_003] {
            for eighths in [1_u64, 4, 7, 8 * 5 + 1, 8 * 1_000 + 7] {
                let product = eighths * new;
                let expected = (product / (8 * saved), (product % (8 * saved)) as f64 / (8 * saved) as f64);
                assert_time_at_same_fraction(saved, eighths as f64 / 8.0, new, expected)?;
            }
        }
    }
    Ok(())
}

#[test]
fn a_run_without_steps_has_no_fraction() -> Result<()> {
    let run = started(&Plan::lr(0.1, Constant).total_steps(0), 1)?;
    let new = Plan::lr(0.2, Constant).total_steps(10);
    let error = reloaded(&run, &new, 1, ResumePolicy::SameFraction).expect_err("0 / 0");
    assert_eq!(error, Error::NoTotalSteps { which: "saved" });
    Ok(())
}

/// A best loss says nothing about accuracies.
#[test]
fn a_rule_for_the_other_direction_starts_with_no_best_metric() -> Result<()> {
    let plan = |mode| Ok::<_, Error>(Plan::lr(0.1, Constant).reduce_lr_on_plateau(halving()?.mode(mode)));
    for (saved, new, metrics) in [(Mode::Min, Mode::Max, [0.5, 0.6]), (Mode::Max, Mode::Min, [0.6, 0.5])] {
        for given in [&[][..], &[7.0, -7.0], &[-7.0, 7.0]] {
            let mut run = started(&plan(saved)?, 1)?;
            for &metric in given {
                run.metric(metric, &mut DryRun)?;
            }
            let mut resumed = reloaded(&run, &plan(new)?, 1, ResumePolicy::SameStep)?;
            assert_eq!(resumed.lrs(), run.lrs());
            for metric in metrics {
                assert_eq!(resumed.metric(metric, &mut DryRun)?, None, "{new:?}: {metric} is an improvement");
            }
            assert!(resumed.metric(metrics[0], &mut DryRun)?.is_some());
        }
    }
    Ok(())
}

/// A group that is added takes the rate that the plan has at the start of the cooldown.
#[test]
fn a_group_cannot_be_added_if_the_start_of_the_cooldown_is_too_far() -> Result<()> {
    let plan = Plan::lr(0.1, MultiplicativeLr::new(|_| 0.999));
    let mut run = started(&plan, 1)?;
    run.cool_down(Cooldown::to(0.0, 10)?, &mut DryRun)?;
    let mut state = run.state().clone();
    if let Some(cooldown) = &mut state.cooldown {
        cooldown.step = 1 << 60;
    }
    run.load(state.clone(), &mut DryRun)?;
    for refused in [run.regroup(2, &mut DryRun).map(drop), {
        started(&plan, 2)?.load_with(state, ResumePolicy::SameStep, &mut DryRun).map(drop)
    }] {
        let error = refused.expect_err("it would compute 2^60 steps").to_string();
        assert!(error.contains("no farther than about 268,435,456 steps away"), "{error}");
    }
    assert_eq!(run.step(&mut DryRun)?.lr.len(), 1);
    Ok(())
}

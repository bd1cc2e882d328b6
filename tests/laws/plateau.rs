//! `ReduceLrOnPlateau`: its state survives a resume, and it can be combined with every schedule.

use crate::common::bits::assert_same_bits;
use crate::common::cases;
use crate::common::plateaus::{self, BASES};
use tch_lr_scheduler::{Constant, DryRun, ExponentialLr, Plan, ReduceLrOnPlateau, Result, Scheduler, State};

fn epochs(scheduler: &mut Scheduler, metrics: &[f64]) -> Result<Vec<State>> {
    let mut states = vec![];
    for &metric in metrics {
        scheduler.metric(metric, &mut DryRun)?;
        states.push(scheduler.step(&mut DryRun)?.clone());
    }
    Ok(states)
}

#[track_caller]
fn assert_same_states(left: &[State], right: &[State], what: &str) {
    assert_eq!(left.len(), right.len(), "{what}");
    for (left, right) in left.iter().zip(right) {
        assert_eq!(left, right, "{what}");
        assert_same_bits(&left.lr, &right.lr, what);
    }
}

#[test]
fn a_run_resumed_after_any_metric_continues_unchanged() -> Result<()> {
    for case in plateaus::matrix() {
        let plan = Plan::lr_groups(BASES.map(|base| (base, Constant))).reduce_lr_on_plateau(case.rule);
        for (name, metrics) in plateaus::sequences() {
            let start = || Scheduler::start(&plan, BASES.len(), &mut DryRun);
            let states = epochs(&mut start()?, &metrics)?;
            for stop in (1..metrics.len()).step_by(5) {
                let mut resumed = start()?;
                resumed.load(states[stop - 1].clone(), &mut DryRun)?;
                let rest = epochs(&mut resumed, &metrics[stop..])?;
                assert_same_states(&rest, &states[stop..], &format!("{} on metrics that are {name}, from {stop}", case.torch));
            }
        }
    }
    Ok(())
}

#[test]
fn patience_and_cooldown_continue_after_a_resume() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(3).cooldown(4);
    let plan = Plan::lr(1.0, Constant).reduce_lr_on_plateau(rule);
    let start = || Scheduler::start(&plan, 1, &mut DryRun);
    let states = epochs(&mut start()?, &[1.0; 30])?;

    let counters = |state: &State| state.plateau.as_ref().map(|plateau| (plateau.num_bad_epochs, plateau.cooldown_counter));
    for (stop, expected) in [(3, (2, 0)), (7, (0, 2))] {
        assert_eq!(counters(&states[stop - 1]), Some(expected), "after {stop} metrics");
        let mut resumed = start()?;
        resumed.load(states[stop - 1].clone(), &mut DryRun)?;
        assert_same_states(&epochs(&mut resumed, &[1.0; 30][stop..])?, &states[stop..], "resumed");
    }
    let reduced: Vec<usize> = (1..30).filter(|&epoch| states[epoch].lr != states[epoch - 1].lr).collect();
    assert_eq!(reduced, [4, 12, 20, 28]);
    Ok(())
}

#[test]
fn reductions_multiply_the_scheduled_rate_and_nothing_else() -> Result<()> {
    for case in cases::all() {
        let (schedule, momentum) = (case.schedule(), case.below_one());
        let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(9).eps(0.0)?;
        let plan = Plan::lr(0.1, case.schedule()).momentum(0.9, case.below_one()).reduce_lr_on_plateau(rule);
        let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
        let mut reductions = 0;
        for (epoch, state) in epochs(&mut scheduler, &[1.0; 60])?.iter().enumerate() {
            let in_force = |step, reductions: usize| (0..reductions).fold(schedule.at(0.1, step), |lr, _| lr * 0.5);
            if epoch > 0 && epoch % 10 == 0 && in_force(state.step - 1, reductions + 1) < in_force(state.step - 1, reductions) {
                reductions += 1;
            }
            let expected = in_force(state.step, reductions);
            assert_same_bits(&state.lr, &[expected], format_args!("{} after metric {epoch}", case.name));
            assert_same_bits(&state.momentum, &[momentum.at(0.9, state.step)], format_args!("{}, momentum", case.name));
        }
    }
    Ok(())
}

#[test]
fn jumping_keeps_the_state_of_the_rule() -> Result<()> {
    let plan = Plan::lr(0.5, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().factor(0.5)?.patience(1));
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    epochs(&mut scheduler, &[1.0, 1.0, 1.0, 1.0])?;
    let before = scheduler.state().plateau.clone();
    for step in [1_000, 0, u64::MAX] {
        let state = scheduler.seek(step, &mut DryRun)?;
        assert_eq!(state.plateau, before);
        assert_eq!(state.lr, [0.25]);
    }
    Ok(())
}

#[test]
fn a_reduction_is_reported_once_when_it_is_made() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0).min_lrs([0.2, 0.0])?;
    let plan = Plan::lr(0.3, Constant).reduce_lr_on_plateau(rule);
    let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    let mut reports = vec![];
    for metric in [1.0, 1.0, 0.5, 0.5] {
        reports.push(scheduler.metric(metric, &mut DryRun)?.change.map(|change| (change.epoch, change.lr)));
    }
    assert_eq!(reports, [None, Some((1, vec![(0, 0.2), (1, 0.15)])), None, Some((3, vec![(1, 0.075)]))]);
    Ok(())
}

#[test]
fn a_reduction_stays_in_force_however_low_the_schedule_falls() -> Result<()> {
    let rule = ReduceLrOnPlateau::new().factor(0.5)?.patience(0).eps(1e-3)?;
    let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?).lr_group(1, 0.0015, Constant).reduce_lr_on_plateau(rule);
    let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
    for _ in 0..2 {
        scheduler.metric(1.0, &mut DryRun)?;
    }
    assert_eq!(scheduler.state().plateau.as_ref().map(|plateau| plateau.reductions.clone()), Some(vec![1, 0]));
    for step in 1..40 {
        let lr = &scheduler.step(&mut DryRun)?.lr;
        assert_eq!(lr[..], [0.1 * 0.5f64.powf(f64::from(step)) * 0.5, 0.0015]);
    }
    Ok(())
}

//! A schedule in a plan: stepping, jumping, previewing and resuming give the values of `at`.

use crate::common::BASES;
use crate::common::bits::assert_same_bits;
use crate::common::cases::{self, Case};
use tch_lr_scheduler::{DryRun, Plan, Scheduler, State};

/// One group for each base.
fn plan(case: &Case) -> Plan {
    Plan::lr_groups(BASES.map(|base| (base, case.schedule())))
}

fn started(plan: &Plan) -> Scheduler {
    Scheduler::start(plan, BASES.len(), &mut DryRun).expect("a plan of the table starts")
}

#[track_caller]
fn assert_follows(case: &Case, state: &State, step: u64) {
    let schedule = case.schedule();
    assert_eq!(state.step, step, "{}", case.name);
    let expected = BASES.map(|base| schedule.at(base, step));
    assert_same_bits(&state.lr, &expected, format_args!("{} at step {step}", case.name));
}

#[test]
fn stepping_gives_the_values_of_at() -> tch_lr_scheduler::Result<()> {
    for case in cases::all() {
        let mut scheduler = started(&plan(&case));
        assert_follows(&case, scheduler.state(), 0);
        for step in 1..=case.near() {
            scheduler.step(&mut DryRun)?;
            assert_follows(&case, scheduler.state(), step);
            assert_same_bits(scheduler.lrs(), &scheduler.state().lr, case.name);
            assert_same_bits(&[scheduler.lr()], &scheduler.lrs()[..1], case.name);
        }
    }
    Ok(())
}

#[test]
fn jumping_back_and_forth_gives_the_values_of_at() -> tch_lr_scheduler::Result<()> {
    for case in cases::all() {
        let mut scheduler = started(&plan(&case));
        let to_and_fro = (0..case.near()).map(|count| (count * 727) % case.near());
        for step in to_and_fro.chain(case.far().iter().copied()).chain([0, 1]) {
            assert_follows(&case, scheduler.seek(step, &mut DryRun)?, step);
        }
        assert_follows(&case, scheduler.step(&mut DryRun)?, 2);
    }
    Ok(())
}

#[test]
fn a_preview_gives_the_values_of_at() -> tch_lr_scheduler::Result<()> {
    for case in cases::all() {
        let plan = plan(&case);
        for step in (0..case.near()).chain(case.far().iter().copied()) {
            assert_follows(&case, &plan.preview(BASES.len(), step)?, step);
        }
    }
    Ok(())
}

#[test]
fn a_run_resumed_in_a_new_scheduler_continues_unchanged() -> tch_lr_scheduler::Result<()> {
    for case in cases::all() {
        let mut uninterrupted = started(&plan(&case));
        for step in 1..=case.near() {
            uninterrupted.step(&mut DryRun)?;
            // A load may compute every step before it, so that loads at all steps take a minute.
            if step > 40 && !step.is_multiple_of(7) {
                continue;
            }
            let saved = uninterrupted.state().clone();
            let mut resumed = started(&plan(&case));
            assert_follows(&case, resumed.load(saved, &mut DryRun)?, step);
            assert_follows(&case, resumed.step(&mut DryRun)?, step + 1);
        }
    }
    Ok(())
}

#[test]
fn one_schedule_drives_groups_with_different_bases() -> tch_lr_scheduler::Result<()> {
    for case in cases::all() {
        let schedule = case.schedule();
        let plan = Plan::lr(0.1, case.schedule()).lr_group(1, 3e-4, case.schedule());
        for step in 0..300 {
            let [most, one] = [0.1, 3e-4].map(|base| schedule.at(base, step));
            assert_same_bits(&plan.preview(3, step)?.lr, &[most, one, most], case.name);
        }
    }
    Ok(())
}

#[test]
fn any_schedule_drives_every_hyperparameter_as_it_drives_the_rate() -> tch_lr_scheduler::Result<()> {
    for case in cases::all() {
        let (schedule, below_one, not_negative) = (case.schedule(), case.below_one(), case.not_negative());
        let plan = Plan::lr(0.1, case.schedule())
            .momentum(0.9, case.below_one())
            .weight_decay(0.01, case.not_negative())
            .weight_decay_group(0, 0.02, case.not_negative())
            .beta2(0.8, case.below_one())
            .beta2_group(1, 0.7, case.below_one())
            .eps(1e-3, case.not_negative())
            .eps_group(0, 1e-8, case.not_negative());
        let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
        for step in 0..300 {
            let state = scheduler.seek(step, &mut DryRun)?;
            assert_same_bits(&state.lr, &[0.1; 2].map(|base| schedule.at(base, step)), case.name);
            assert_same_bits(&state.momentum, &[0.9; 2].map(|base| below_one.at(base, step)), case.name);
            assert_same_bits(&state.weight_decay, &[0.02, 0.01].map(|base| not_negative.at(base, step)), case.name);
            assert_same_bits(&state.beta2, &[0.8, 0.7].map(|base| below_one.at(base, step)), case.name);
            assert_same_bits(&state.eps, &[1e-8, 1e-3].map(|base| not_negative.at(base, step)), case.name);
        }
    }
    Ok(())
}

#[test]
fn the_farthest_step_can_be_stepped_from() -> tch_lr_scheduler::Result<()> {
    for case in cases::all() {
        let mut scheduler = started(&plan(&case));
        scheduler.seek(case.farthest(), &mut DryRun)?;
        assert_follows(&case, scheduler.step(&mut DryRun)?, case.farthest().saturating_add(1));
    }
    Ok(())
}

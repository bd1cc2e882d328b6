//! Evaluating schedules, stepping schedulers and observing states allocates nothing.

#[path = "common/mod.rs"]
mod common;

use crate::common::asked::Asked;
use allocation_counter::measure;
use common::BASES;
use common::cases::{self, Case};
use common::recorder::Recorder;
use std::hint::black_box;
use tch_lr_scheduler::observe::{CsvLog, JsonLinesLog, Observer, ProgressBar};
use tch_lr_scheduler::{Cooldown, Plan, ReduceLrOnPlateau, Result, Schedule, Scheduler};

/// A plan with every kind of part, with groups that share a schedule and groups that do not.
fn plan(case: &Case) -> Plan {
    Plan::lr(0.1, case.not_negative())
        .lr_group(1, 0.2, case.not_negative())
        .lr_factor(2, 0.5)
        .momentum(0.9, case.below_one())
        .weight_decay_at_lr(0.01, 1.0)
        .scalar("temperature", 1.0, case.schedule())
        .reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(1_000))
}

#[track_caller]
fn assert_allocates_nothing(what: &str, act: impl FnOnce()) {
    let counted = measure(act);
    assert_eq!(counted.count_total, 0, "{what}: {counted:?}");
}

#[test]
fn evaluating_a_schedule_allocates_nothing() {
    for case in cases::all() {
        let schedule = case.schedule();
        assert_allocates_nothing(case.name, || {
            for base in BASES {
                for step in (0..300).chain([0]).chain(case.far().iter().copied()) {
                    black_box((schedule.at(base, step), schedule.companion(step as f64), schedule.next_change(step)));
                }
            }
        });
    }
}

#[test]
fn stepping_and_jumping_allocate_nothing_whatever_the_plan_holds() -> Result<()> {
    for case in cases::all() {
        let mut optimizer = Recorder::new(4);
        let mut scheduler = Scheduler::start(&plan(&case), 4, &mut optimizer)?;
        let mut done = Ok(());
        assert_allocates_nothing(case.name, || done = drive(&mut scheduler, &mut optimizer, &case));
        done?;
        scheduler.cool_down(Cooldown::to(0.0, 100)?, &mut optimizer)?;
        let mut done = Ok(());
        assert_allocates_nothing(case.name, || done = drive(&mut scheduler, &mut optimizer, &case));
        done?;
    }
    Ok(())
}

fn drive(scheduler: &mut Scheduler, optimizer: &mut Recorder, case: &Case) -> Result<()> {
    for _ in 0..300 {
        scheduler.step(optimizer)?;
        scheduler.metric(1.0, optimizer)?;
    }
    for &step in [7, 0].iter().chain(case.far()).chain(&[150]) {
        scheduler.seek(step, optimizer)?;
    }
    scheduler.seek_time(150.5, optimizer)?;
    Ok(())
}

#[test]
fn a_trace_allocates_nothing_after_its_start() -> Result<()> {
    for case in cases::all() {
        let mut trace = Plan::lr(0.1, case.not_negative()).trace(3)?;
        let mut rates = 0;
        assert_allocates_nothing(case.name, || {
            rates = (0..300).filter(|&step| trace.at(step).is_ok_and(|state| state.lr.len() == 3)).count();
        });
        assert_eq!(rates, 300, "{}", case.name);
    }
    Ok(())
}

#[test]
fn the_allocation_counter_counts() {
    assert_eq!(measure(|| drop(black_box(vec![0.0; 100]))).count_total, 1);
}

/// A log keeps its buffers.
#[test]
fn observing_a_state_without_metrics_allocates_nothing() -> Result<()> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let plan = plan(&cases::all()[0]);
    let mut scheduler = Scheduler::start(&plan, 4, &mut Recorder::new(4))?;
    let csv = CsvLog::create(folder.path().join("rates.csv"), scheduler.state())?.columns(["loss"])?;
    let json = JsonLinesLog::create(folder.path().join("rates.jsonl"), scheduler.state())?;
    let mut log = (csv, json, ProgressBar::new(scheduler.state()));
    log.observe(scheduler.state().with("loss", 0.5))?;
    let mut optimizer = Recorder::new(4);
    let mut run = || {
        scheduler.seek(0, &mut optimizer)?;
        (0..300).try_for_each(|_| log.observe(scheduler.step(&mut optimizer)?))
    };
    // Two buffers take turns, so two runs let both grow to the longest line.
    (0..2).try_for_each(|_| run())?;
    let mut done = Ok(());
    assert_allocates_nothing("observe", || done = run());
    done
}

//! Logs of runs that crash at any byte and are resumed at a checkpoint: equal to the log of a run without a crash.

use crate::logs::{Log, log, plan, states};
use anyhow::Result;
use std::fs;
use std::path::Path;
use tch_lr_scheduler::observe::{CsvLog, JsonLinesLog, Observer, csv_header, csv_row, json_line};
use tch_lr_scheduler::{Constant, DryRun, Plan, ReduceLrOnPlateau, Scheduler, State};
use tempfile::tempdir;

const STEPS: usize = 4;

/// Cuts the log of a whole run at every byte, resumes at every step, and continues to the end in both kinds of loop.
fn crash_anywhere<L: Log>(header: &str, line: impl Fn(&State) -> String) -> Result<()> {
    let folder = tempdir()?;
    let states = states(&plan()?, 2, STEPS)?;
    let whole = folder.path().join("whole");
    log::<L>(&whole, &states)?;
    let whole = fs::read(whole)?;

    let mut resumed_whole = 0;
    for resumed_at in 0..=STEPS {
        for cut in 0..=whole.len() {
            // Lines lost before the checkpoint stay lost; all others are present once.
            let (mut expected, mut end) = (header.to_owned(), header.len());
            for (step, state) in states.iter().enumerate() {
                let next = line(state) + "\n";
                end += next.len();
                if step >= resumed_at || end <= cut {
                    expected += &next;
                }
            }
            resumed_whole += usize::from(expected.as_bytes() == whole);
            for observes_first in [true, false] {
                // A new file each time, because some file systems wait for the disk when a file is replaced.
                let path = folder.path().join(format!("{resumed_at} {cut} {observes_first}"));
                fs::write(&path, &whole[..cut])?;
                go_on::<L>(&path, &states[resumed_at..], observes_first)?;
                assert_eq!(fs::read_to_string(&path)?, expected, "cut at {cut}, resumed at {resumed_at}");
            }
        }
    }
    assert!(resumed_whole > whole.len());
    Ok(())
}

fn go_on<L: Log>(path: &Path, rest: &[State], observes_first: bool) -> Result<()> {
    let mut log = L::append(path, &rest[0])?;
    if observes_first {
        log.observe(&rest[0])?;
    }
    rest[1..].iter().try_for_each(|state| log.observe(state))?;
    Ok(())
}

#[test]
fn a_table_continues_wherever_it_was_cut() -> Result<()> {
    let header = csv_header(&plan()?.preview(2, 0)?) + "\n";
    crash_anywhere::<CsvLog>(&header, csv_row)
}

#[test]
fn json_lines_continue_wherever_they_were_cut() -> Result<()> {
    crash_anywhere::<JsonLinesLog>("", json_line)
}

#[test]
fn appending_to_a_missing_log_creates_it() -> Result<()> {
    let folder = tempdir()?;
    let states = states(&plan()?, 2, STEPS)?;
    let (created, appended) = (folder.path().join("created"), folder.path().join("appended"));
    log::<CsvLog>(&created, &states[2..])?;
    go_on::<CsvLog>(&appended, &states[2..], false)?;
    assert_eq!(fs::read(appended)?, fs::read(created)?);
    Ok(())
}

#[test]
fn a_run_that_jumped_back_continues_after_the_jump() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let states = states(&Plan::lr(0.5, Constant), 1, STEPS)?;
    let observed = [0, 1, 2, 3, 1, 2, 3, 4].map(|step: usize| states[step].clone());
    log::<CsvLog>(&path, &observed)?;
    CsvLog::append(&path, &states[2])?;
    assert_eq!(fs::read_to_string(&path)?, "step,lr[0]\n0,0.5\n1,0.5\n2,0.5\n3,0.5\n1,0.5\n2,0.5\n");
    Ok(())
}

#[test]
fn a_rate_reduced_within_a_step_replaces_the_line_of_the_step() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let plan = Plan::lr(0.5, Constant).reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0));
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    let mut csv = CsvLog::create(&path, scheduler.state())?;
    for metric in [0.9, 0.9] {
        scheduler.metric(metric, &mut DryRun)?;
        csv.observe(scheduler.state())?;
    }
    let checkpoint = scheduler.state().clone();
    csv.observe(scheduler.step(&mut DryRun)?)?;
    let expected = "step,lr[0]\n0,0.05\n";
    assert_eq!(fs::read_to_string(&path)?, expected.to_owned() + "1,0.05\n");
    CsvLog::append(&path, &checkpoint)?;
    assert_eq!(fs::read_to_string(&path)?, expected);
    Ok(())
}

#[test]
fn a_log_of_every_tenth_step_is_cut_before_the_first_later_step() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let states = states(&Plan::lr(0.5, Constant), 1, 30)?;
    log::<CsvLog>(&path, &[0, 10, 20, 30].map(|step: usize| states[step].clone()))?;
    CsvLog::append(&path, &states[15])?;
    assert_eq!(fs::read_to_string(&path)?, "step,lr[0]\n0,0.5\n10,0.5\n15,0.5\n");
    Ok(())
}

#[test]
fn a_rate_reduced_after_its_step_was_logged_replaces_the_line_after_a_resume() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    log::<CsvLog>(&path, &states(&Plan::lr(0.5, Constant), 1, 2)?)?;
    CsvLog::append(&path, &Plan::lr(0.25, Constant).preview(1, 1)?)?;
    assert_eq!(fs::read_to_string(&path)?, "step,lr[0]\n0,0.5\n1,0.25\n");
    Ok(())
}

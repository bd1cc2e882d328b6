//! Event files, read back by TensorBoard's own Python.

use crate::common::python_packages::{self, python_with};
use crate::hex::from_hex;
use crate::logs::{plan, states, values};
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Barrier, OnceLock};
use std::thread;
use tch_lr_scheduler::observe::{Observer, TensorBoardLog};
use tch_lr_scheduler::{Constant, DryRun, LambdaLr, Plan, Scheduler, State};
use tempfile::tempdir;

const STEPS: usize = 5;

/// For each tag, the steps and values in TensorBoard's order.
pub type Scalars = BTreeMap<String, Vec<(u64, f64)>>;

/// What TensorBoard shows of each run; `None` if no Python has TensorBoard.
pub fn shown(runs: &[PathBuf]) -> Result<Option<Vec<Scalars>>> {
    static PYTHON: OnceLock<Option<PathBuf>> = OnceLock::new();
    let python = PYTHON.get_or_init(|| python_with(&["tensorboard"], "no event file was read back")).as_ref();
    let Some(python) = python else { return Ok(None) };
    let shown: Vec<BTreeMap<String, Vec<(u64, String)>>> = python_packages::run(python, "tensorboard_scalars.py", &runs)?;
    let points = |points: Vec<(u64, String)>| points.into_iter().map(|(step, value)| (step, from_hex(&value))).collect();
    Ok(Some(shown.into_iter().map(|run| run.into_iter().map(|(tag, values)| (tag, points(values))).collect()).collect()))
}

fn log(run: &Path, states: &[State]) -> Result<()> {
    let mut board = TensorBoardLog::create(run, &states[0])?;
    Ok(states[1..].iter().try_for_each(|state| board.observe(state))?)
}

/// The scalars of these states as TensorBoard stores them, in 32 bits.
fn expected(states: &[State]) -> Scalars {
    let tags = ["lr/0", "lr/1", "momentum/0", "momentum/1", "p, \"q\"\n"];
    let points = |index: usize| states.iter().map(move |state| (state.step, f64::from(values(state)[index] as f32)));
    tags.iter().enumerate().map(|(index, tag)| (tag.to_string(), points(index).collect())).collect()
}

#[test]
fn tensorboard_shows_every_value_under_its_tag() -> Result<()> {
    let folder = tempdir()?;
    let states = states(&plan()?, 2, 200)?;
    log(folder.path(), &states)?;
    let Some(shown) = shown(&[folder.path().into()])? else { return Ok(()) };
    assert_eq!(shown, [expected(&states)]);
    Ok(())
}

#[test]
fn a_rate_of_zero_is_shown() -> Result<()> {
    let folder = tempdir()?;
    let plan = Plan::lr(0.5, LambdaLr::new(|step| step as f64 / 2.0));
    log(folder.path(), &states(&plan, 1, 2)?)?;
    let Some(shown) = shown(&[folder.path().into()])? else { return Ok(()) };
    assert_eq!(shown[0]["lr/0"], [(0, 0.0), (1, 0.25), (2, 0.5)]);
    Ok(())
}

/// The event file of a run, cut at every byte of its last records, and continued from the step before them.
#[test]
fn a_resumed_run_shows_every_step_once_wherever_its_file_was_cut() -> Result<()> {
    let folder = tempdir()?;
    let states = states(&plan()?, 2, STEPS)?;
    let whole = folder.path().join("whole");
    log(&whole, &states)?;
    let file = only_file(&whole)?;
    let (name, bytes) = (file.file_name().context("no name")?, fs::read(&file)?);
    let ends = record_ends(&bytes);
    // One record for the version, then one for each state.
    assert_eq!(ends.len(), 1 + states.len());

    let mut runs = vec![];
    for resumed_at in STEPS - 1..=STEPS {
        for cut in ends[resumed_at]..=bytes.len() {
            let run = folder.path().join(format!("{resumed_at} {cut}"));
            fs::create_dir(&run)?;
            fs::write(run.join(name), &bytes[..cut])?;
            let mut board = TensorBoardLog::append(&run, &states[resumed_at])?;
            states[resumed_at..].iter().try_for_each(|state| board.observe(state))?;
            runs.push(run);
        }
    }
    let Some(shown) = shown(&runs)? else { return Ok(()) };
    assert_eq!(shown.len(), runs.len());
    for (shown, run) in shown.iter().zip(&runs) {
        assert_eq!(*shown, expected(&states), "{}", run.display());
    }
    Ok(())
}

#[test]
fn a_run_resumed_several_times_shows_its_last_values() -> Result<()> {
    let folder = tempdir()?;
    let states = states(&plan()?, 2, 12)?;
    log(folder.path(), &states[..8])?;
    for resumed_at in [5, 2, 2, 6] {
        let mut board = TensorBoardLog::append(folder.path(), &states[resumed_at])?;
        states[resumed_at..resumed_at + 6].iter().try_for_each(|state| board.observe(state))?;
    }
    let Some(shown) = shown(&[folder.path().into()])? else { return Ok(()) };
    assert_eq!(shown, [expected(&states[..12])]);
    Ok(())
}

#[test]
fn a_restarted_run_replaces_its_own_events_and_no_others() -> Result<()> {
    let folder = tempdir()?;
    let (anew, beside) = (folder.path().join("anew"), folder.path().join("beside"));
    let states = states(&plan()?, 2, 6)?;
    log(&anew, &states)?;
    log(&anew, &states[..2])?;

    // Another program's file, which has another name.
    log(&beside, &states)?;
    fs::rename(only_file(&beside)?, beside.join("events.out.tfevents.0000000001.losses"))?;
    let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant).scalar("late", 1.0, Constant), 1, &mut DryRun)?;
    TensorBoardLog::create(&beside, scheduler.seek(9, &mut DryRun)?)?;

    let Some(shown) = shown(&[anew, beside])? else { return Ok(()) };
    assert_eq!(shown[0], expected(&states[..2]));
    assert_eq!(shown[1]["momentum/0"], expected(&states)["momentum/0"]);
    assert_eq!(shown[1]["late"], [(9, 1.0)]);
    Ok(())
}

#[test]
fn groups_added_later_have_tags_from_then_on() -> Result<()> {
    let folder = tempdir()?;
    let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant), 1, &mut DryRun)?;
    let mut board = TensorBoardLog::create(folder.path(), scheduler.state())?;
    scheduler.step(&mut DryRun)?;
    board.observe(scheduler.regroup(2, &mut DryRun)?)?;
    let Some(shown) = shown(&[folder.path().into()])? else { return Ok(()) };
    let expected = [("lr/0".into(), vec![(0, 0.5), (1, 0.5)]), ("lr/1".into(), vec![(1, 0.5)])];
    assert_eq!(shown, [Scalars::from(expected)]);
    Ok(())
}

fn only_file(folder: &Path) -> Result<PathBuf> {
    Ok(fs::read_dir(folder)?.next().context("an empty folder")??.path())
}

/// The end of each record: 8 bytes of length, 4 of its checksum, the data, and 4 of the data's checksum.
fn record_ends(bytes: &[u8]) -> Vec<usize> {
    let mut ends = vec![];
    let mut at = 0;
    while let Some(length) = bytes.get(at..at + 8) {
        at += 16 + u64::from_le_bytes(length.try_into().unwrap()) as usize;
        ends.push(at);
    }
    ends
}

#[test]
fn logs_created_at_the_same_moment_get_files_of_their_own() -> Result<()> {
    const LOGS: usize = 8;
    let folder = tempdir()?;
    let state = plan()?.preview(2, 0)?;
    let together = Barrier::new(LOGS);
    let created: Vec<_> = thread::scope(|scope| {
        let create = || {
            together.wait();
            TensorBoardLog::create(folder.path(), &state)
        };
        let threads: Vec<_> = (0..LOGS).map(|_| scope.spawn(create)).collect();
        threads.into_iter().map(|thread| thread.join().expect("it does not panic")).collect()
    });
    for log in created {
        log?;
    }
    assert_eq!(fs::read_dir(folder.path())?.count(), LOGS);
    Ok(())
}

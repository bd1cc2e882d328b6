//! Metrics in event files, read back by TensorBoard's own Python.

use crate::tensorboard_log::{Scalars, shown};
use anyhow::Result;
use std::path::{Path, PathBuf};
use tch_lr_scheduler::observe::{Observer, TensorBoardLog};
use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, ReduceLrOnPlateau, Scheduler, State};
use tempfile::tempdir;

fn plan() -> Result<Plan> {
    Ok(Plan::lr(0.5, ExponentialLr::new(0.5)?))
}

fn state(step: u64) -> Result<State> {
    Ok(plan()?.preview(1, step)?)
}

/// Observes the steps after `start` to 6, with a loss at each and another metric at every second step.
fn go_on(board: &mut TensorBoardLog, start: u64) -> Result<()> {
    for step in start + 1..=6 {
        let state = state(step)?;
        board.observe(state.with("loss", 1.0 / step as f64).with("val/loss", step.is_multiple_of(2).then_some(step)))?;
    }
    Ok(())
}

fn expected() -> Scalars {
    let values = |value: fn(u64) -> f64, steps: &[u64]| steps.iter().map(|step| (*step, f64::from(value(*step) as f32))).collect();
    Scalars::from([
        ("lr/0".into(), values(|step| 0.5_f64.powi(step as i32 + 1), &[0, 1, 2, 3, 4, 5, 6])),
        ("loss".into(), values(|step| 1.0 / step as f64, &[1, 2, 3, 4, 5, 6])),
        ("val/loss".into(), values(|step| step as f64, &[2, 4, 6])),
    ])
}

fn show(run: &Path) -> Result<Option<Scalars>> {
    Ok(shown(&[PathBuf::from(run)])?.and_then(|mut runs| runs.pop()))
}

#[test]
fn metrics_have_tags_from_their_first_step_on() -> Result<()> {
    let folder = tempdir()?;
    go_on(&mut TensorBoardLog::create(folder.path(), &state(0)?)?, 0)?;
    let Some(shown) = show(folder.path())? else { return Ok(()) };
    assert_eq!(shown, expected());
    Ok(())
}

#[test]
fn a_resumed_run_keeps_the_metrics_of_its_step() -> Result<()> {
    let folder = tempdir()?;
    go_on(&mut TensorBoardLog::create(folder.path(), &state(0)?)?, 0)?;
    for resumed_at in [4, 4, 2, 6] {
        go_on(&mut TensorBoardLog::append(folder.path(), &state(resumed_at)?)?, resumed_at)?;
    }
    let Some(shown) = show(folder.path())? else { return Ok(()) };
    assert_eq!(shown, expected());
    Ok(())
}

#[test]
fn observations_of_one_step_are_shown_once_with_the_newest_values() -> Result<()> {
    let folder = tempdir()?;
    let plan = plan()?.reduce_lr_on_plateau(ReduceLrOnPlateau::new().patience(0));
    let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
    let mut board = TensorBoardLog::create(folder.path(), scheduler.state())?;
    board.observe(scheduler.step(&mut DryRun)?.with("loss", 2.0))?;
    board.observe(scheduler.state().with("val_loss", f64::INFINITY))?;
    (0..2).try_for_each(|_| scheduler.metric(1.0, &mut DryRun).map(drop))?;
    board.observe(scheduler.state())?;
    let Some(shown) = show(folder.path())? else { return Ok(()) };
    assert_eq!(shown["lr/0"], [(0, 0.5), (1, f64::from(scheduler.lr() as f32))]);
    assert_eq!(shown["loss"], [(1, 2.0)]);
    assert_eq!(shown["val_loss"], [(1, f64::INFINITY)]);
    Ok(())
}

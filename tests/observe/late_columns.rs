//! Columns of a CSV log that appear during the run.

use anyhow::Result;
use std::fs;
use std::path::Path;
use tch_lr_scheduler::observe::{CsvLog, Observer};
use tch_lr_scheduler::{Constant, DryRun, Error, ExponentialLr, Plan, Scheduler, State};
use tempfile::tempdir;

const STEPS: u64 = 6;

fn plan() -> Result<Plan> {
    Ok(Plan::lr(0.5, ExponentialLr::new(0.5)?).scalar("p, \"q\"", 1.0, Constant))
}

/// Observes the steps after `start`. Steps 2, 3 and 5 have metrics that the steps before them do not have.
fn go_on(log: &mut CsvLog, start: u64) -> Result<()> {
    for step in start + 1..=STEPS {
        let state = plan()?.preview(1, step)?;
        let loss = (step >= 2).then_some(step as f64 / 8.0);
        log.observe(state.with("loss", loss).with("val, loss", (step == 3).then_some(0.1)).with("norm", (step == 5).then_some(9)))?;
    }
    Ok(())
}

#[test]
fn a_metric_that_appears_later_gets_a_column() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    go_on(&mut CsvLog::create(&path, &plan()?.preview(1, 0)?)?, 0)?;
    let rows: Vec<Vec<String>> = csv::Reader::from_path(&path)?.deserialize().collect::<Result<_, _>>()?;
    let header: Vec<_> = csv::Reader::from_path(&path)?.headers()?.iter().map(str::to_owned).collect();
    assert_eq!(header, ["step", "lr[0]", "p, \"q\"", "loss", "val, loss", "norm"]);
    assert_eq!(rows[1], ["1", "0.25", "1.0", "", "", ""]);
    assert_eq!(rows[3], ["3", "0.0625", "1.0", "0.375", "0.1", ""]);
    assert_eq!(rows[5], ["5", "0.015625", "1.0", "0.625", "", "9.0"]);
    assert_eq!(fs::read_dir(folder.path())?.count(), 1, "a temporary file is left");
    Ok(())
}

#[test]
fn a_group_that_appears_later_gets_a_column() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let mut scheduler = Scheduler::start(&Plan::lr(0.5, ExponentialLr::new(0.5)?).momentum(0.9, Constant), 1, &mut DryRun)?;
    let mut csv = CsvLog::create(&path, scheduler.state())?;
    csv.observe(scheduler.step(&mut DryRun)?.with("loss", 1.0))?;
    scheduler.regroup(2, &mut DryRun)?;
    csv.observe(scheduler.step(&mut DryRun)?)?;
    let header = "step,lr[0],momentum[0],loss,lr[1],momentum[1]\n0,0.5,0.9,,,\n1,0.25,0.9,1.0,,\n";
    assert_eq!(fs::read_to_string(&path)?, header.to_owned() + "2,0.125,0.9,,0.125,0.9\n");

    // The run resumes before the group was added.
    let before = Plan::lr(0.5, ExponentialLr::new(0.5)?).momentum(0.9, Constant).preview(1, 2)?;
    CsvLog::append(&path, &before)?;
    assert_eq!(fs::read_to_string(&path)?, header.to_owned() + "2,0.125,0.9,,,\n");
    Ok(())
}

/// Cuts the log of a whole run at every byte, and resumes at every step that the log can have had a checkpoint of.
#[test]
fn a_widened_table_continues_wherever_it_was_cut() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("whole");
    go_on(&mut CsvLog::create(&path, &plan()?.preview(1, 0)?)?, 0)?;
    let whole = fs::read_to_string(&path)?;
    let header = whole.find('\n').unwrap() + 1;
    let ends: Vec<_> = whole.match_indices('\n').map(|(at, _)| at + 1).collect();
    // Each column that is added waits for the disk, so not every step is tried.
    for resumed_at in [0, 2, 5] {
        for cut in 0..=whole.len() {
            let path = folder.path().join(format!("{resumed_at} {cut}"));
            fs::write(&path, &whole[..cut])?;
            go_on(&mut CsvLog::append(&path, &plan()?.preview(1, resumed_at)?)?, resumed_at)?;
            let text = fs::read_to_string(&path)?;
            let is_kept = cut >= ends[resumed_at as usize + 1];
            if is_kept {
                assert_eq!(text, whole, "cut at {cut}, resumed at {resumed_at}");
            }
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let steps: Vec<u64> = reader.records().map(|row| Ok(row?[0].parse()?)).collect::<Result<_>>()?;
            let kept = ends[1..].iter().filter(|end| **end <= cut).count() as u64;
            let first = if cut < header { resumed_at } else { kept.min(resumed_at) };
            let expected: Vec<_> = (0..first.min(resumed_at)).filter(|_| cut >= header).chain(resumed_at..=STEPS).collect();
            assert_eq!(steps, expected, "cut at {cut}, resumed at {resumed_at}");
        }
    }
    Ok(())
}

#[cfg(unix)]
fn file_number(path: &Path) -> Result<u64> {
    Ok(std::os::unix::fs::MetadataExt::ino(&fs::metadata(path)?))
}

#[test]
#[cfg(unix)]
fn a_declared_column_is_there_from_the_start_and_the_file_is_not_written_again() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let mut csv = CsvLog::append(&path, &plan()?.preview(1, 0)?)?.columns(["loss", "val, loss", "norm"])?.columns(["loss"])?;
    let before = file_number(&path)?;
    go_on(&mut csv, 0)?;
    assert_eq!(file_number(&path)?, before);
    let declared = fs::read_to_string(&path)?;
    go_on(&mut CsvLog::create(&path, &plan()?.preview(1, 0)?)?, 0)?;
    assert_eq!(fs::read_to_string(&path)?, declared);
    Ok(())
}

#[test]
fn a_column_that_clashes_cannot_be_declared() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    for name in ["", "step", "lr", "lr[0]", "momentum[3]", "p, \"q\""] {
        let refused = CsvLog::create(&path, &plan()?.preview(1, 0)?)?.columns([name]).unwrap_err();
        assert!(matches!(refused, Error::Parameter { .. }), "{name:?}: {refused}");
        assert_eq!(fs::read_to_string(&path)?.lines().next(), Some("step,lr[0],\"p, \"\"q\"\"\""));
    }
    Ok(())
}

#[test]
#[cfg(unix)]
fn a_link_and_the_permissions_of_the_file_are_kept() -> Result<()> {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempdir()?;
    let (file, link) = (folder.path().join("file"), folder.path().join("link"));
    fs::write(&file, "")?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640))?;
    symlink(&file, &link)?;
    let mut csv = CsvLog::append(&link, &state(0)?)?;
    csv.observe(state(1)?.with("loss", 0.5))?;
    csv.observe(state(2)?.with("loss", 0.25))?;
    assert!(fs::symlink_metadata(&link)?.is_symlink());
    assert_eq!(fs::metadata(&file)?.permissions().mode() & 0o777, 0o640);
    assert_eq!(fs::read_to_string(&file)?, "step,lr[0],loss\n0,0.5,\n1,0.5,0.5\n2,0.5,0.25\n");
    Ok(())
}

#[test]
#[cfg(unix)]
fn a_device_has_the_columns_of_its_header_only() -> Result<()> {
    let mut csv = CsvLog::create("/dev/null", &state(0)?)?;
    let refused = csv.observe(state(1)?.with("loss", 0.5)).unwrap_err().to_string();
    let message = "cannot add a column to /dev/null: it is not a regular file, so its header cannot be changed";
    assert_eq!(refused, message);
    Ok(csv.observe(&state(1)?)?)
}

fn state(step: u64) -> Result<State> {
    Ok(Plan::lr(0.5, Constant).preview(1, step)?)
}

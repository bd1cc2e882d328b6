//! Logs with metrics, read back by the csv and json modules of Python, and by `History::read`.

use crate::common::bits::assert_same_bits;
use crate::common::python_packages::{self, python_with};
use crate::hex::from_hex;
use crate::logs::plan;
use anyhow::Result;
use std::collections::BTreeMap;
use std::path::PathBuf;
use tch_lr_scheduler::observe::{CsvLog, History, JsonLinesLog, Observer};
use tch_lr_scheduler::{DryRun, Scheduler};
use tempfile::{TempDir, tempdir};

const NAMES: [&str; 9] =
    ["lr[0]", "lr[1]", "momentum[0]", "momentum[1]", "p, \"q\"\n", "loss", "val, \"loss\"", "grad\tnorm\n", "Größe"];

/// Writes both logs of a run with metrics, and returns their paths and what was observed.
fn logs() -> Result<(TempDir, [PathBuf; 2], History)> {
    let folder = tempdir()?;
    let paths = ["rates.csv", "rates.jsonl"].map(|name| folder.path().join(name));
    let mut scheduler = Scheduler::start(&plan()?, 2, &mut DryRun)?;
    let mut history = History::new();
    history.observe(scheduler.state())?;
    let json = JsonLinesLog::create(&paths[1], scheduler.state())?;
    let mut log = ((CsvLog::create(&paths[0], scheduler.state())?, json), &mut history);
    for step in 1..=200_i32 {
        let special = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, f64::MIN_POSITIVE / 2.0, f64::MAX];
        let loss = 1.0 / f64::from(step);
        let norm = special.get(step as usize / 7).filter(|_| step % 7 == 0);
        let observation = scheduler.step(&mut DryRun)?.with("loss", loss).with("val, \"loss\"", (step % 50 == 0).then_some(loss));
        log.observe(observation.with("grad\tnorm\n", norm.copied()).with("Größe", (step > 100).then_some(step)))?;
    }
    drop(log);
    Ok((folder, paths, history))
}

#[test]
fn history_reads_what_was_observed() -> Result<()> {
    let (_folder, paths, observed) = logs()?;
    for path in paths {
        let read = History::read(&path)?;
        assert_eq!(read.names().count(), NAMES.len());
        for name in NAMES {
            assert_points(read.points(name), observed.points(name), name);
        }
    }
    Ok(())
}

#[test]
fn python_reads_what_was_observed() -> Result<()> {
    let (_folder, paths, observed) = logs()?;
    let Some(python) = python_with(&["csv"], "no log was read back") else { return Ok(()) };
    let read: [BTreeMap<String, Vec<[String; 2]>>; 2] = python_packages::run(&python, "logs.py", &paths)?;
    for series in read {
        assert_eq!(series.len(), NAMES.len());
        for name in NAMES {
            let points: Vec<_> = series[name].iter().map(|[step, value]| (from_hex(step), from_hex(value))).collect();
            assert_points(&points, observed.points(name), name);
        }
    }
    Ok(())
}

#[track_caller]
fn assert_points(read: &[(f64, f64)], observed: &[(f64, f64)], name: &str) {
    assert!(!observed.is_empty(), "{name}");
    let split = |points: &[(f64, f64)]| -> (Vec<f64>, Vec<f64>) { points.iter().copied().unzip() };
    let ((steps, values), (observed_steps, observed_values)) = (split(read), split(observed));
    assert_eq!(steps, observed_steps, "{name}");
    let values_without_nan =
        |values: Vec<f64>| -> Vec<f64> { values.into_iter().map(|value| if value.is_nan() { 7e77 } else { value }).collect() };
    assert_same_bits(&values_without_nan(values), &values_without_nan(observed_values), format_args!("{name}"));
}

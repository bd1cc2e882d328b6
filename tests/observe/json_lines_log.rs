//! JSON lines, read back by serde_json.

use crate::common::bits::assert_same_bits;
use crate::logs::{log, plan, states, values};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::fs;
use std::path::Path;
use tch_lr_scheduler::observe::{JsonLinesLog, Observer};
use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
use tempfile::tempdir;

fn objects(path: &Path) -> Result<Vec<Map<String, Value>>> {
    fs::read_to_string(path)?.lines().map(|line| Ok(serde_json::from_str(line)?)).collect()
}

#[test]
fn every_float_reads_back_as_the_same_bits_under_its_own_name() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.jsonl");
    let states = states(&plan()?, 2, 300)?;
    log::<JsonLinesLog>(&path, &states)?;

    let objects = objects(&path)?;
    assert_eq!(objects.len(), states.len());
    for (object, state) in objects.iter().zip(&states) {
        assert_eq!(object["step"].as_u64(), Some(state.step));
        let names = ["lr[0]", "lr[1]", "momentum[0]", "momentum[1]", "p, \"q\"\n"];
        let read: Option<Vec<f64>> = names.iter().map(|name| object[*name].as_f64()).collect();
        assert_same_bits(&read.context("not a number")?, &values(state), format_args!("step {}", state.step));
        assert_eq!(object.len(), 1 + names.len());
    }
    Ok(())
}

#[test]
fn groups_added_later_have_fields_from_then_on() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.jsonl");
    let mut scheduler = Scheduler::start(&Plan::lr(0.5, Constant), 1, &mut DryRun)?;
    let mut json = JsonLinesLog::create(&path, scheduler.state())?;
    json.observe(scheduler.step(&mut DryRun)?)?;
    scheduler.regroup(2, &mut DryRun)?;
    json.observe(scheduler.step(&mut DryRun)?)?;
    json.observe(scheduler.step(&mut DryRun)?)?;
    let sizes: Vec<_> = objects(&path)?.iter().map(Map::len).collect();
    assert_eq!(sizes, [2, 2, 3, 3]);

    // A run resumed before the group was added has no such fields.
    let before = Plan::lr(0.5, Constant).preview(1, 2)?;
    JsonLinesLog::append(&path, &before)?;
    let sizes: Vec<_> = objects(&path)?.iter().map(Map::len).collect();
    assert_eq!(sizes, [2, 2, 2]);
    Ok(())
}

//! The CSV table, read back by the crate csv.

use crate::common::bits::assert_same_bits;
use crate::logs::{log, plan, states, values};
use anyhow::Result;
use std::fs;
use tch_lr_scheduler::observe::{CsvLog, Observer};
use tch_lr_scheduler::{Constant, CosineAnnealingLr, DryRun, Plan, Scheduler};
use tempfile::tempdir;

#[test]
fn every_float_reads_back_as_the_same_bits_under_its_own_name() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let states = states(&plan()?, 2, 300)?;
    log::<CsvLog>(&path, &states)?;

    let mut reader = csv::Reader::from_path(&path)?;
    let header: Vec<_> = reader.headers()?.iter().map(str::to_owned).collect();
    assert_eq!(header, ["step", "lr[0]", "lr[1]", "momentum[0]", "momentum[1]", "p, \"q\"\n"]);
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    assert_eq!(rows.len(), states.len());
    for (row, state) in rows.iter().zip(&states) {
        assert_eq!(row[0].parse::<u64>()?, state.step);
        let read = row.iter().skip(1).map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        assert_same_bits(&read, &values(state), format_args!("step {}", state.step));
    }
    Ok(())
}

#[test]
fn at_a_fractional_step_the_first_column_is_the_time() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let mut scheduler = Scheduler::start(&Plan::lr(0.5, CosineAnnealingLr::new(4)?), 1, &mut DryRun)?;
    let mut csv = CsvLog::create(&path, scheduler.state())?;
    for time in [0.1, 0.75, 2.0, 2.9] {
        csv.observe(scheduler.seek_time(time, &mut DryRun)?)?;
    }
    let resumed_at = scheduler.seek_time(0.75, &mut DryRun)?.clone();
    let times = |path| anyhow::Ok(fs::read_to_string(path)?.lines().map(|row| row.split(',').next().unwrap().to_owned()).collect());
    let written: Vec<String> = times(&path)?;
    assert_eq!(written, ["step", "0", "0.1", "0.75", "2", "2.9"]);

    CsvLog::append(&path, &resumed_at)?;
    let continued: Vec<String> = times(&path)?;
    assert_eq!(continued, written[..4]);
    Ok(())
}

#[test]
fn observed_rows_are_in_the_file_while_the_log_is_open() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let states = states(&plan()?, 2, 3)?;
    let log: CsvLog = log(&path, &states)?;
    let rows = csv::Reader::from_path(&path)?.records().count();
    log.sync()?;
    assert_eq!(rows, states.len());
    Ok(())
}

#[test]
fn any_name_of_a_number_is_one_field_of_the_header() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    for name in ["a,b", "a\"b", "a\nb", "a\r\nb", "a\rb", "\"", "", " a ", "ä=1;\t#"] {
        CsvLog::create(&path, &Plan::lr(0.1, Constant).scalar(name, 1.0, Constant).preview(1, 0)?)?;
        let mut reader = csv::Reader::from_path(&path)?;
        assert_eq!(reader.headers()?, vec!["step", "lr[0]", name]);
        assert_eq!(reader.records().count(), 1, "{name:?}");
    }
    Ok(())
}

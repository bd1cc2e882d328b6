//! Files and states that a log refuses: a typed error, and the file is unchanged.

use crate::logs::{log, plan, states};
use anyhow::Result;
use std::fs::{self, OpenOptions};
use std::io::Read;
use std::path::Path;
use std::process::Command;
use tch_lr_scheduler::observe::{CsvLog, JsonLinesLog, Observer};
use tch_lr_scheduler::{Constant, Error, Plan};
use tempfile::tempdir;

fn foreign(path: &Path, place: &str, expected: &str, found: &str) -> Error {
    Error::ForeignLog { path: path.into(), place: place.into(), expected: expected.into(), found: found.into() }
}

#[test]
fn a_file_with_another_header_is_refused_and_unchanged() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let state = Plan::lr(0.1, Constant).preview(2, 3)?;
    let files = [
        ("step,loss\n0,0.1\n", "`step,loss`"),
        ("step,lr[0]x\n", "`step,lr[0]x`"),
        ("step,lr[0],loss,loss\n", "`step,lr[0],loss,loss`"),
        ("step,lr[0],\"loss\"\n", "`step,lr[0],\"loss\"`"),
        ("step,lr[0],a\"b\n0,0.1,\n", "`step,lr[0],a\"b`"),
        ("step,lr[0],\"loss\n0,0.1,\n1,0.1,\n", "`step,lr[0],\"loss`"),
        ("step,lr[0],lr[1]\r\n0,0.1,0.1\r\n", "`step,lr[0],lr[1]\r`"),
        ("epoch,lr[0]", "`epoch,lr[0]`"),
        ("My notes", "`My notes`"),
    ];
    for (text, found) in files {
        fs::write(&path, text)?;
        let expected = foreign(&path, "its header", "`step,lr[0]`, and the names of other columns", found);
        assert_eq!(CsvLog::append(&path, &state).unwrap_err(), expected);
        assert_eq!(fs::read_to_string(&path)?, text);
    }
    Ok(())
}

#[test]
fn an_invalid_row_is_named_and_the_file_is_unchanged() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    let state = Plan::lr(0.1, Constant).preview(1, 3)?;
    for row in ["1", "1,0.1,0.2", "1,", "1,fast", "1,NaN", "one,0.1", "-1,0.1", "", "1,0.1,"] {
        let text = format!("step,lr[0]\n0,0.1\n{row}\n2,0.1\n");
        fs::write(&path, &text)?;
        let expected = foreign(&path, "line 3", "a row of 2 numbers, the first of them a step", &format!("`{row}`"));
        assert_eq!(CsvLog::append(&path, &state).unwrap_err(), expected);
        assert_eq!(fs::read_to_string(&path)?, text);
    }
    Ok(())
}

#[test]
fn a_line_without_a_step_or_with_a_text_is_named_and_the_file_is_unchanged() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.jsonl");
    let state = Plan::lr(0.1, Constant).preview(1, 3)?;
    let lines = [
        "{\"lr[0]\":0.1}",
        "[1]",
        "{\"step\":\"1\"}",
        "{\"step\":-1}",
        "{\"step\":1",
        "",
        "\u{0}",
        "{\"step\":1,\"loss\":\"low\"}",
        "{\"step\":1,\"lr[0]\":null}",
        "{\"step\":1,\"lr[0]\":[0.1]}",
    ];
    for line in lines {
        let text = format!("{{\"step\":0}}\n{line}\n{{\"step\":2}}\n");
        fs::write(&path, &text)?;
        let expected = foreign(&path, "line 2", "a JSON object with a field step, and numbers", &format!("`{line}`"));
        assert_eq!(JsonLinesLog::append(&path, &state).unwrap_err(), expected);
        assert_eq!(fs::read_to_string(&path)?, text);
    }
    Ok(())
}

#[test]
fn a_damaged_end_after_the_checkpoint_is_cut_off() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("rates.csv");
    fs::write(&path, b"step,lr[0]\n0,0.1\n1,0.1\n\xff\xfe\n\0\0\0\0")?;
    CsvLog::append(&path, &Plan::lr(0.1, Constant).preview(1, 1)?)?;
    assert_eq!(fs::read_to_string(&path)?, "step,lr[0]\n0,0.1\n1,0.1\n");
    Ok(())
}

#[test]
fn a_damaged_line_is_not_kept_if_the_step_of_the_checkpoint_is_behind_it() -> Result<()> {
    let folder = tempdir()?;
    let state = Plan::lr(0.1, Constant).preview(1, 2)?;
    let path = folder.path().join("rates.csv");
    fs::write(&path, "step,lr[0]\n1,0.1\n3,0.1\n4,0.1,0.1\n2,0.1\n")?;
    CsvLog::append(&path, &state)?;
    assert_eq!(fs::read_to_string(&path)?, "step,lr[0]\n1,0.1\n2,0.1\n");
    let path = folder.path().join("rates.jsonl");
    fs::write(&path, "{\"step\":1,\"lr[0]\":0.1}\n{\"step\":3}\n{\"step\"\n{\"step\":2,\"lr[0]\":0.1}\n")?;
    JsonLinesLog::append(&path, &state)?;
    assert_eq!(fs::read_to_string(&path)?, "{\"step\":1,\"lr[0]\":0.1}\n{\"step\":2,\"lr[0]\":0.1}\n");
    Ok(())
}

#[test]
fn a_scalar_that_has_the_name_of_another_column_is_refused_before_there_is_a_file() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("log");
    for name in ["step", "lr[0]"] {
        let state = Plan::lr(0.1, Constant).scalar(name, 1.0, Constant).preview(1, 0)?;
        for refused in [CsvLog::create(&path, &state).map(drop), JsonLinesLog::create(&path, &state).map(drop)] {
            let message = format!("log: scalar must be named differently from the step and every other value, found {name:?}");
            assert_eq!(refused.unwrap_err().to_string(), message);
            assert!(!path.exists());
        }
    }
    Ok(())
}

#[test]
fn a_file_error_names_the_file_and_the_action() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("absent/rates.csv");
    let states = states(&plan()?, 2, 1)?;
    for refused in [CsvLog::create(&path, &states[0]), CsvLog::append(&path, &states[0])] {
        let message = refused.unwrap_err().to_string();
        assert!(message.starts_with(&format!("cannot open {}: ", path.display())), "{message}");
    }
    Ok(())
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_a_write_error() -> Result<()> {
    let refused = log::<CsvLog>(Path::new("/dev/full"), &states(&plan()?, 2, 1)?).unwrap_err();
    assert!(matches!(refused, Error::File { action: "write", .. }), "{refused}");
    Ok(())
}

/// Nothing can be read back from a pipe, so the log starts anew.
#[test]
#[cfg(unix)]
fn appending_to_a_named_pipe_does_not_read_from_it() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("pipe");
    if !Command::new("mkfifo").arg(&path).status().is_ok_and(|status| status.success()) {
        println!("skipped: there is no mkfifo");
        return Ok(());
    }
    let states = states(&plan()?, 2, 1)?;
    // As long as this handle is open, the pipe keeps what is written to it.
    let mut pipe = OpenOptions::new().read(true).write(true).open(&path)?;
    CsvLog::append(&path, &states[0])?.observe(&states[1])?;
    let file = folder.path().join("file");
    drop(log::<CsvLog>(&file, &states)?);
    let expected = fs::read(file)?;
    let mut received = vec![0; expected.len()];
    pipe.read_exact(&mut received)?;
    assert_eq!(received, expected);
    Ok(())
}

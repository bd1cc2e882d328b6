//! Files that `History::read` refuses, with the line and the column, and files that it accepts.

use anyhow::Result;
use std::fs;
use tch_lr_scheduler::observe::History;
use tch_lr_scheduler::{Error, Plan, StepLr};
use tempfile::tempdir;

/// Each text with the end of the message.
const REFUSED: &[(&[u8], &str)] = &[
    (b"", "line 1: expected a JSON object, or a header of CSV that begins with `step,`, found ``"),
    (b"epoch,loss\n", "line 1: expected a JSON object, or a header of CSV that begins with `step,`, found `epoch,loss`"),
    (b"step,lr[0],lr[0]\n", "found `step,lr[0],lr[0]`"),
    (b"step,lr[0]\n0,0.1\n1,fast\n", "line 3, column lr[0]: expected a number, found `fast`"),
    (b"step,lr[0]\n0,0.1\n1,\n", "line 3, column lr[0]: expected a number, found ``"),
    (b"step,lr[0]\n0,NaN\n", "line 2, column lr[0]: expected a number, found `NaN`"),
    (b"step,lr[0],loss\n0,0.1,2,3\n", "line 2: expected 3 fields, as in the header, and not 4, found `0,0.1,2,3`"),
    (b"step,lr[0],loss\n0,0.1\n", "line 2: expected 3 fields, as in the header, and not 2, found `0,0.1`"),
    (b"step,lr[0]\n-1,0.1\n", "line 2, column step: expected a step, such as 7 or 7.5, found `-1`"),
    (b"step,lr[0]\n\n", "line 2, column step: expected a step, such as 7 or 7.5, found ``"),
    (b"step,lr[0],\"a\nb\"\n0,0.1,x\n", "line 3, column a\\nb: expected a number, found `x`"),
    (b"step,lr[0]\n0,\xff\n", "line 2: expected text in UTF-8, found `0,\u{fffd}`"),
    (
        b"{\"step\":0,\"loss\":1}\n{\"step\":1,\"loss\":\"fast\"}\n",
        "line 2, column loss: expected a number, \"NaN\", \"Infinity\" or \"-Infinity\", found `\"fast\"`",
    ),
    (b"{\"step\":0,\"loss\":1}\n[1]\n", "found `[1]`"),
    (b"{\"loss\":1}\n", "line 1, column step: expected a step, such as 7 or 7.5, found `{\"loss\":1}`"),
    (b"{\"step\":0,\"loss\":null}\n", "found `null`"),
    (b"{\"step\":0,\"loss\":NaN}\n", "found `{\"step\":0,\"loss\":NaN}`"),
];

#[test]
fn an_invalid_log_is_refused_with_its_line_and_column() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("log");
    for (text, message) in REFUSED {
        fs::write(&path, text)?;
        let refused = History::read(&path).unwrap_err();
        assert!(matches!(&refused, Error::Data { file: Some(file), .. } if file.ends_with("log")), "{refused:?}");
        assert!(refused.to_string().ends_with(message), "{refused}\nexpected: {message}");
    }
    let absent = History::read(folder.path().join("absent")).unwrap_err();
    assert!(matches!(absent, Error::File { action: "open", .. }), "{absent}");
    Ok(())
}

#[test]
fn a_last_line_that_is_being_written_is_ignored() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("log");
    for text in ["step,lr[0]\n0,0.5\n1,0.2", "step,lr[0]\r\n0,0.5\r\n1", "{\"step\":0,\"lr[0]\":0.5}\n{\"st"] {
        fs::write(&path, text)?;
        assert_eq!(History::read(&path)?.points("lr[0]"), [(0.0, 0.5)], "{text:?}");
    }
    fs::write(&path, "step,lr[0]\n")?;
    assert_eq!(History::read(&path)?.names().count(), 1);
    Ok(())
}

#[test]
fn steps_between_two_steps_and_steps_that_a_run_repeats_are_kept() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("log");
    fs::write(&path, "step,lr[0]\n0,0.5\n1.5,0.4\n2,0.3\n0,0.5\n")?;
    assert_eq!(History::read(&path)?.points("lr[0]"), [(0.0, 0.5), (1.5, 0.4), (2.0, 0.3), (0.0, 0.5)]);
    Ok(())
}

/// 100,000 names would take minutes if each were compared with all others.
#[test]
fn a_file_of_many_names_is_read_in_linear_time() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("log");
    let lines: String = (0..100_000).map(|name| format!("{{\"step\":{name},\"{name}\":1}}\n")).collect();
    fs::write(&path, lines)?;
    assert_eq!(History::read(&path)?.names().count(), 100_000);
    let names: String = (0..100_000).map(|name| format!(",{name}")).collect();
    fs::write(&path, format!("step{names}\n0{}\n", ",1".repeat(100_000)))?;
    assert_eq!(History::read(&path)?.names().count(), 100_000);
    Ok(())
}

#[test]
fn the_rates_of_a_log_can_be_plotted() -> Result<()> {
    let folder = tempdir()?;
    let path = folder.path().join("log");
    let plan = Plan::lr(0.5, StepLr::new(2, 0.5)?);
    let rows = (0..6).map(|step| Ok(tch_lr_scheduler::observe::csv_row(&plan.preview(1, step)?) + "\n"));
    fs::write(&path, "step,lr[0]\n".to_owned() + &rows.collect::<Result<String>>()?)?;
    assert!(History::read(&path)?.plot("from a file").to_svg()?.contains("from a file"));
    Ok(())
}

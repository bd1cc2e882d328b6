//! Output into a closed pipe is not an error.

use crate::program::{Folder, PLAN};
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

#[test]
fn a_pipe_closed_after_one_line_is_not_an_error() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    for format in ["csv", "jsonl", "table"] {
        let mut command = folder.command();
        // Enough steps to fill a pipe.
        command.args(["trace", "plan.json", "--steps", "20000", "--format", format]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().context("no output")?).read_line(&mut line)?;
        assert!(line.contains("step"), "{line}");
        let mut said = String::new();
        process.stderr.take().context("no errors")?.read_to_string(&mut said)?;
        assert_eq!((process.wait()?.code(), said.as_str()), (Some(0), ""), "{format}");
    }
    Ok(())
}

#[test]
fn a_pipe_closed_from_the_start_is_not_an_error() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let commands: [&[&str]; 6] = [
        &["trace", "plan.json"],
        &["plot", "plan.json"],
        &["describe", "plan.json"],
        &["check", "plan.json"],
        &["schema"],
        &["completions", "bash"],
    ];
    for arguments in commands {
        let (reader, writer) = std::io::pipe()?;
        drop(reader);
        let output = folder.command().args(arguments).stdout(writer).stderr(Stdio::piped()).spawn()?.wait_with_output()?;
        assert_eq!((output.status.code(), String::from_utf8(output.stderr)?.as_str()), (Some(0), ""), "{arguments:?}");
    }
    Ok(())
}

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

/// A pipe can be read only once, so that no command may open its file twice.
#[test]
#[cfg(target_os = "linux")]
fn a_plan_and_a_state_can_be_read_from_a_pipe() -> Result<()> {
    let folder = Folder::new()?;
    for command in ["describe", "check", "trace", "plot"] {
        let ran = folder.run_with(PLAN, [command, "/dev/stdin"])?;
        assert_eq!(ran.code, Some(0), "{command}: {ran:?}");
    }
    let state = tch_lr_scheduler::PlanSpec::from_json(PLAN)?.plan()?.preview(2, 7)?.to_json()?;
    for input in ["/dev/stdin", "-"] {
        let ran = folder.run_with(&state, ["inspect", input])?;
        assert!(ran.code == Some(0) && ran.out.contains("step      7"), "{ran:?}");
    }
    Ok(())
}

/// Opening a named pipe would wait for another program, and a device has no end.
#[test]
#[cfg(target_os = "linux")]
fn no_path_makes_a_command_wait_or_read_without_an_end() -> Result<()> {
    let folder = Folder::new()?.with("plan.json", PLAN)?;
    let long = std::fs::File::create(folder.path().join("long"))?;
    long.set_len(10_000_000_000)?;
    std::fs::create_dir(folder.path().join("folder"))?;
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe")).status()?;
    assert!(made.success());
    let refusals = [
        ("pipe", "found a named pipe, expected a file"),
        ("folder", "found a directory, expected a file"),
        ("long", "it has 10000000000 bytes, expected at most "),
        ("/dev/zero", ""),
    ];
    for (path, expected) in refusals {
        let commands: [&[&str]; 8] = [
            &["describe", path],
            &["check", path],
            &["trace", path],
            &["plot", path],
            &["diff", path, "plan.json"],
            &["inspect", path],
            &["trace", "plan.json", "--metrics", path],
            &["plot", "plan.json", "--log", path],
        ];
        for command in commands {
            let ran = folder.run(command)?;
            assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{command:?}: {ran:?}");
            // A folder may be a checkpoint, and some texts are read by the program itself.
            let is_checkpoint = path == "folder" && ["diff", "inspect"].contains(&command[0]);
            let is_said = ran.err.contains(expected) || is_checkpoint || ran.err.contains("it is longer than 128 MiB");
            assert!(is_said && ran.err.contains(path), "{command:?}: {}", ran.err);
        }
    }
    Ok(())
}

//! Runs the program.

use anyhow::{Context, Result};
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_tch-lr");
/// 20 steps: 4 of warm-up, then a cosine.
pub const PLAN: &str = r#"{
    "total_steps": 20,
    "lr": {
        "base": 0.1,
        "schedule": {"type": "Warmup", "steps": 4, "schedule": {"type": "CosineAnnealingLR", "T_max": 16}},
        "groups": {"1": {"base": 0.5, "schedule": {"type": "StepLR", "step_size": 10}}}
    },
    "momentum": {"base": 0.9}
}"#;

#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// A temporary working folder for the program.
pub struct Folder {
    folder: TempDir,
}

impl Folder {
    pub fn new() -> Result<Self> {
        Ok(Self { folder: tempfile::tempdir()? })
    }

    pub fn with(self, name: &str, contents: impl AsRef<[u8]>) -> Result<Self> {
        std::fs::write(self.folder.path().join(name), contents)?;
        Ok(self)
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn files(&self) -> Result<Vec<PathBuf>> {
        let mut files: Vec<_> =
            std::fs::read_dir(self.path())?.map(|entry| Ok(entry?.file_name().into())).collect::<Result<_>>()?;
        files.sort();
        Ok(files)
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(PROGRAM);
        command.current_dir(self.path());
        for variable in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
            command.env_remove(variable);
        }
        command
    }

    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<Ran> {
        self.run_with("", arguments)
    }

    pub fn run_with<A: AsRef<OsStr>>(&self, input: &str, arguments: impl IntoIterator<Item = A>) -> Result<Ran> {
        ran(self.command().args(arguments), input)
    }
}

pub fn ran(command: &mut Command, input: &str) -> Result<Ran> {
    let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    // Writing fails if the program closes its input unread.
    let _ = process.stdin.take().context("no input")?.write_all(input.as_bytes());
    let output = process.wait_with_output()?;
    Ok(Ran { code: output.status.code(), out: String::from_utf8(output.stdout)?, err: String::from_utf8(output.stderr)? })
}

//! Scripts of tests/python that need a Python package other than torch.

use super::python::{candidates, is_required};
use super::root;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A Python that can import all `packages`; `None` if there is none, with a notice that says what was `skipped`.
///
/// With `TCH_LR_REQUIRE_PYTHON=1`, as in CI, its absence is a failure.
pub fn python_with(packages: &[&str], skipped: &str) -> Option<PathBuf> {
    let found = candidates().into_iter().find(|python| packages.iter().all(|package| has_package(python, package)));
    if found.is_none() {
        assert!(
            !is_required(),
            "no Python with {} was found: install what is missing for the Python that is used, or unset TCH_LR_REQUIRE_PYTHON",
            packages.join(" and ")
        );
        // Not by println, because the test harness captures that output of tests that pass.
        let _ = stderr().write_all(format!("no Python with {} was found: {skipped}\n", packages.join(" and ")).as_bytes());
    }
    found
}

fn has_package(python: &Path, package: &str) -> bool {
    // Finding a package is much faster than importing it.
    let find = format!("import sys, importlib.util; sys.exit(importlib.util.find_spec({package:?}) is None)");
    Command::new(python).args(["-c", &find]).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Runs a script with `input` as JSON on its standard input and reads its output as JSON.
pub fn run<T: DeserializeOwned>(python: &Path, script: &str, input: &impl Serialize) -> anyhow::Result<T> {
    let path = root().join("tests/python").join(script);
    let mut process = Command::new(python).arg("-B").arg(path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    serde_json::to_writer(process.stdin.take().ok_or(anyhow::anyhow!("no input"))?, input)?;
    let output = process.wait_with_output()?;
    Ok(serde_json::from_slice(&output.stdout)?)
}

//! A live Python torch: one process for each test binary. Requests and answers are lines of JSON that hold numbers as bits.

use super::root;
use serde_json::{Value, json};
use std::env;
use std::io::{BufRead, BufReader, Write, stderr};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

/// The version of torch that the goldens and the formulas are taken from.
pub const TORCH: &str = "2.13";

/// The version of torch that is asked: that of the goldens, or the one that `.setup/newest_torch.py` names.
fn version() -> String {
    env::var("TCH_LR_TORCH").unwrap_or(TORCH.into())
}

pub struct Python {
    // The process ends when the test binary ends and closes its input.
    _process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// Python torch's answer; `None` if no Python has torch 2.13, with one notice.
///
/// With `TCH_LR_REQUIRE_PYTHON=1`, as in CI, its absence is a failure.
pub fn ask(test: &str, request: Value) -> Option<Value> {
    static PYTHON: OnceLock<Option<Mutex<Python>>> = OnceLock::new();
    let mut python = PYTHON.get_or_init(start).as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
    Some(python.ask(&request).unwrap_or_else(|error| panic!("{test}: {error}")))
}

fn start() -> Option<Mutex<Python>> {
    let mut reasons = vec![];
    for candidate in candidates() {
        match Python::start(candidate) {
            Ok(python) => return Some(Mutex::new(python)),
            Err(reason) => reasons.push(reason),
        }
    }
    let missing = format!("no Python with torch {} was found ({})", version(), reasons.join("; "));
    assert!(
        !is_required(),
        "{missing}: run `python3 .setup/libtorch.py`, or set TCH_LR_PYTHON to a Python that imports it, or unset \
        TCH_LR_REQUIRE_PYTHON to test against goldens only"
    );
    // Not by println, because the test harness captures that output of tests that pass.
    let notice = format!("{missing}: what torch does was not run live, checked-in goldens stand in for it\n");
    let _ = stderr().write_all(notice.as_bytes());
    None
}

/// Whether the absence of Python is a failure, as in CI.
pub fn is_required() -> bool {
    env::var("TCH_LR_REQUIRE_PYTHON").is_ok_and(|value| value == "1")
}

/// The Pythons to try: only the one that `TCH_LR_PYTHON` names, or else those of .setup/libtorch.py and that of the system.
pub fn candidates() -> Vec<PathBuf> {
    if let Some(asked_for) = env::var_os("TCH_LR_PYTHON") {
        return vec![asked_for.into()];
    }
    let linked = root().join(".libtorch/python");
    let exported = env::var_os("LIBTORCH").map(|libtorch| PathBuf::from(libtorch).join("python"));
    let installed = [Some(linked), exported].into_iter().flatten().filter(|python| python.is_file());
    installed.chain(["python3".into()]).collect()
}

impl Python {
    fn start(program: PathBuf) -> Result<Self, String> {
        let name = program.display();
        let mut command = Command::new(&program);
        command.args(["-B", "-W", "ignore"]).arg(root().join("tests/python/torch_reference.py"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = command.spawn().map_err(|error| format!("{name}: {error}"))?;
        let (Some(input), Some(output)) = (process.stdin.take(), process.stdout.take()) else {
            return Err(format!("{name}: no pipes"));
        };
        let mut python = Self { _process: process, input, output: BufReader::new(output) };
        let hello = python.read().map_err(|error| format!("{name}: {error}"))?;
        match hello["torch"].as_str() {
            Some(found) if found.starts_with(&version()) => Ok(python),
            Some(found) => Err(format!("{name} has torch {found}")),
            None => Err(format!("{name}: {}", hello["error"].as_str().unwrap_or("no torch"))),
        }
    }

    fn ask(&mut self, request: &Value) -> Result<Value, String> {
        writeln!(self.input, "{request}").and_then(|()| self.input.flush()).map_err(|error| error.to_string())?;
        let answer = self.read()?;
        match answer["error"].as_str() {
            Some(error) => Err(format!("Python says: {error}")),
            None => Ok(answer),
        }
    }

    fn read(&mut self) -> Result<Value, String> {
        let mut line = String::new();
        self.output.read_line(&mut line).map_err(|error| error.to_string())?;
        if line.is_empty() {
            return Err("it ended without an answer".into());
        }
        serde_json::from_str(&line).map_err(|error| format!("{error} in the answer {line:?}"))
    }
}

pub fn packed(values: &[f64]) -> Value {
    json!(values.iter().map(|value| format!("{:016x}", value.to_bits())).collect::<String>())
}

#[track_caller]
pub fn unpacked(value: &Value) -> Vec<f64> {
    let text = value.as_str().unwrap_or_else(|| panic!("not packed numbers: {value}"));
    let bits = |start| u64::from_str_radix(&text[start..start + 16], 16).unwrap_or_else(|error| panic!("{error} in {text}"));
    (0..text.len()).step_by(16).map(|start| f64::from_bits(bits(start))).collect()
}

use super::columns::{Columns, read_time, time};
use super::lines::{LineFormat, LineLog};
use super::{Observer, ValueName};
use crate::schedule::Time;
use crate::{Result, State};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

/// A log file in JSON Lines format: an object for each state, such as `{"step":0,"lr[0]":0.1}`.
///
/// Each float is written as the shortest decimal that reads back as the same bits. If a state is between two steps, `step` is the
/// time in steps, such as `1.5`. If a group is added during the run, the objects after that have fields for it.
///
/// ```
/// use tch_lr_scheduler::observe::{JsonLinesLog, Observer};
/// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("rates.jsonl");
/// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?);
/// let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
/// let mut json = JsonLinesLog::create(&path, scheduler.state())?;
/// json.observe(scheduler.step(&mut DryRun)?)?;
/// let lines = std::fs::read_to_string(&path).unwrap();
/// assert_eq!(lines, "{\"step\":0,\"lr[0]\":0.1}\n{\"step\":1,\"lr[0]\":0.05}\n");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias = "jsonl")]
#[doc(alias = "ndjson")]
#[derive(Debug)]
pub struct JsonLinesLog {
    columns: Columns,
    lines: LineLog,
}

impl JsonLinesLog {
    /// Creates a file with the object of `state`. An existing file is replaced.
    ///
    /// # Errors
    /// - [`Error::File`](crate::Error::File) if the file cannot be created or written.
    /// - [`Error::Parameter`](crate::Error::Parameter) if a scalar has the name of another field.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::JsonLinesLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("rates.jsonl");
    /// JsonLinesLog::create(&path, &Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\"step\":0,\"lr[0]\":0.1}\n");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn create(path: impl AsRef<Path>, state: &State) -> Result<Self> {
        Self::open(path.as_ref(), state, LineLog::create)
    }

    /// Continues the file of a run that resumes at `state`. Objects after `state` are removed, and so is an incomplete last line.
    /// Then the object of `state` is written, unless the file already ends with it. If there is no file, it is created.
    ///
    /// # Errors
    /// The errors of [`create`](Self::create), and [`Error::ForeignLog`](crate::Error::ForeignLog) if a line is not a JSON object
    /// with a field `step`. The file is not changed in that case.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::JsonLinesLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("rates.jsonl");
    /// std::fs::write(&path, "{\"step\":0,\"lr[0]\":0.1}\n{\"step\":1,\"lr").unwrap();
    /// JsonLinesLog::append(&path, &Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\"step\":0,\"lr[0]\":0.1}\n");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn append(path: impl AsRef<Path>, state: &State) -> Result<Self> {
        Self::open(path.as_ref(), state, LineLog::append)
    }

    fn open(path: &Path, state: &State, open: impl FnOnce(&Path, &LineFormat<'_>, String) -> Result<LineLog>) -> Result<Self> {
        let columns = Columns::of(state, key)?;
        let format = LineFormat { header: "", parse_time: &parse_time, expected: "a JSON object with a field step" };
        let lines = open(path, &format, line(state, columns.written()))?;
        Ok(Self { columns, lines })
    }

    /// Waits until all observed states are on the disk, so that they survive a power failure.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the operating system cannot write the file to the disk.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::JsonLinesLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("rates.jsonl");
    /// let json = JsonLinesLog::create(&path, &Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// json.sync()?; // then save the checkpoint
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn sync(&self) -> Result<()> {
        self.lines.sync()
    }
}

impl Observer for JsonLinesLog {
    /// Writes the object of `state`, unless it equals the one before.
    ///
    /// # Errors
    /// - [`Error::File`](crate::Error::File) if the object cannot be written.
    /// - [`Error::Parameter`](crate::Error::Parameter) if a scalar has the name of another field, such as that of a group added
    ///   later.
    ///
    /// Nothing is written in either case.
    fn observe(&mut self, state: &State) -> Result<()> {
        if !self.columns.match_state(state) {
            self.columns = Columns::of(state, key)?;
        }
        self.lines.push(line(state, self.columns.written()))
    }
}

/// The JSON object of a state on one line, without a line end.
///
/// ```
/// use tch_lr_scheduler::{Constant, Plan, observe::json_line};
///
/// let plan = Plan::lr(1e-5, Constant).scalar("the \"p\"", 2.0, Constant);
/// assert_eq!(json_line(&plan.preview(1, 3)?), r#"{"step":3,"lr[0]":1e-5,"the \"p\"":2.0}"#);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn json_line(state: &State) -> String {
    let keys: Vec<_> = state.named_values().map(|(name, _)| key(&name)).collect();
    line(state, &keys)
}

fn line(state: &State, keys: &[String]) -> String {
    let mut line = format!("{{\"step\":{}", time(state));
    for (key, (_, value)) in keys.iter().zip(state.named_values()) {
        // Writing to a string cannot fail.
        let _ = write!(line, ",{key}:{value:?}");
    }
    line.push('}');
    line
}

fn key(name: &ValueName<'_>) -> String {
    Value::from(name.to_string()).to_string()
}

/// The time of a line that is a JSON object with a field `step`; `None` for any other line.
fn parse_time(line: &str) -> Option<Time> {
    let object: Value = serde_json::from_str(line).ok()?;
    read_time(&object.get("step")?.as_number()?.to_string())
}

use super::columns::{Columns, read_time, time};
use super::lines::{LineFormat, Lines};
use super::{Observer, ValueName};
use crate::schedule::Time;
use crate::{Result, State};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

/// JSON lines, one object a state: `{"step":0,"lr[0]":0.1}`.
///
/// Each float is the shortest decimal that reads back as the same bits. Between two steps `step` is the time, such as `1.5`.
/// Where groups are born during the run, the objects from then on have fields for them.
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
#[derive(Debug)]
pub struct JsonLinesLog {
    columns: Columns,
    lines: Lines,
}

impl JsonLinesLog {
    /// A new file that begins with this state; a file that was there is replaced.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File); [`Error::Parameter`](crate::Error::Parameter) where a number of the user's own has
    /// the name of another field.
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
        Self::open(path.as_ref(), state, Lines::create)
    }

    /// Continues the file of a run that is resumed at `state`: lines that are later are cut off, and so is half a line; then it
    /// ends with this state. Where there is no file it is created.
    ///
    /// # Errors
    /// As [`create`](Self::create), and [`Error::ForeignLog`](crate::Error::ForeignLog) where a line is no object with a step;
    /// then the file is left as it was.
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
        Self::open(path.as_ref(), state, Lines::append)
    }

    fn open(path: &Path, state: &State, open: impl FnOnce(&Path, &LineFormat<'_>, String) -> Result<Lines>) -> Result<Self> {
        let columns = Columns::of(state, key)?;
        let form = LineFormat { head: "", time: &time_of, expected: "an object with a step" };
        let lines = open(path, &form, line(state, columns.written()))?;
        Ok(Self { columns, lines })
    }

    /// Waits until what was observed is on the disk, where it outlives a machine that stops.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File).
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::JsonLinesLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("rates.jsonl");
    /// let json = JsonLinesLog::create(&path, &Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// json.sync()?;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn sync(&self) -> Result<()> {
        self.lines.sync()
    }
}

impl Observer for JsonLinesLog {
    /// # Errors
    /// [`Error::File`](crate::Error::File); then nothing is written.
    fn observe(&mut self, state: &State) -> Result<()> {
        if !self.columns.are_of(state) {
            self.columns = Columns::of(state, key)?;
        }
        self.lines.push(line(state, self.columns.written()))
    }
}

/// A state as a JSON object on one line, without a line end.
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
        // Writing to a string does not fail.
        let _ = write!(line, ",{key}:{value:?}");
    }
    line.push('}');
    line
}

fn key(name: &ValueName<'_>) -> String {
    Value::from(name.to_string()).to_string()
}

fn time_of(line: &str) -> Option<Time> {
    let object: Value = serde_json::from_str(line).ok()?;
    read_time(&object.get("step")?.as_number()?.to_string())
}

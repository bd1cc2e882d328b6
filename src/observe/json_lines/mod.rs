pub(super) mod object;
mod objects;

use super::lines::LineLog;
use super::row::time;
use super::{Observation, Observer};
use crate::{Result, State};
use objects::{Objects, key, write_number};
use std::path::Path;

/// A log file in JSON Lines format: an object for each step, such as `{"step":0,"lr[0]":0.1,"loss":0.5}`.
///
/// Each float is written as the shortest decimal that reads back as the same bits. JSON has no other numbers, so a metric that is
/// not a number is the string `"NaN"`, `"Infinity"` or `"-Infinity"`. If a state is between two steps, `step` is the time in steps,
/// such as `1.5`. An object has fields only for the values of its step, so a metric or a group may appear at any time.
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
/// json.observe(scheduler.step(&mut DryRun)?.with("loss", f64::NAN))?;
/// let lines = std::fs::read_to_string(&path).unwrap();
/// let lines: Vec<_> = lines.lines().collect();
/// assert_eq!(lines[..2], [r#"{"step":0,"lr[0]":0.1}"#, r#"{"step":1,"lr[0]":0.05}"#]);
/// assert_eq!(lines[2], r#"{"step":2,"lr[0]":0.025,"loss":"NaN"}"#);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias = "jsonl")]
#[doc(alias = "ndjson")]
#[derive(Debug)]
pub struct JsonLinesLog {
    lines: LineLog<Objects>,
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
        Ok(Self { lines: LineLog::create(path.as_ref(), state)? })
    }

    /// Continues the file of a run that resumes at `state`. Objects of later steps are removed, and so is an incomplete last line.
    /// If the file then ends with an object of this step, the object gets the values of `state` and keeps its metrics. Otherwise
    /// the object of `state` is added. If there is no file, it is created.
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
        Ok(Self { lines: LineLog::append(path.as_ref(), state)? })
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
    /// Writes an object. If the last object has the same step, it is replaced by an object with the values of both; of two values
    /// of one name, the newer one is kept.
    ///
    /// # Errors
    /// - [`Error::File`](crate::Error::File) if the object cannot be written.
    /// - [`Error::Parameter`](crate::Error::Parameter) if a value has the name of another field.
    ///
    /// The objects before are unchanged in both cases.
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        self.lines.record(observation)
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
    let mut line = format!("{{\"step\":{}", time(state));
    for (name, value) in state.named_values() {
        line.push(',');
        line += &key(&name);
        line.push(':');
        write_number(value, &mut line);
    }
    line.push('}');
    line
}

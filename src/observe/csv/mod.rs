pub(super) mod header;
mod quote;
pub(super) mod rows;
mod states;

pub use states::{csv_header, csv_row};

use super::lines::LineLog;
use super::{Observation, Observer};
use crate::{Result, State};
use rows::Rows;
use std::path::Path;

/// A log file in CSV format: a header `step,lr[0],lr[1],momentum[0],...`, then a row for each step, with the metrics of the step in
/// further columns.
///
/// Each float is written as the shortest decimal that reads back as the same bits. A metric that is not a number is `NaN`, `inf` or
/// `-inf`. A field is empty if its step has no such value. If a state is between two steps, its first column is the time in steps,
/// such as `1.5`. Names that contain a comma, a quote or a line end are quoted as in RFC 4180.
///
/// # New columns
///
/// If a metric or a group appears for the first time, the file gets a column for it at the right. The file is then written once
/// more, with the wider header, and replaced atomically. To avoid that in a long log, name the metrics at the start with
/// [`columns`](Self::columns).
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::observe::{CsvLog, Observer};
/// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let path = folder.path().join("rates.csv");
/// let plan = Plan::lr(0.1, ExponentialLr::new(0.5)?);
/// let mut scheduler = Scheduler::start(&plan, 2, &mut DryRun)?;
/// let mut csv = CsvLog::create(&path, scheduler.state())?;
/// csv.observe(scheduler.step(&mut DryRun)?)?;
/// assert_eq!(std::fs::read_to_string(&path).unwrap(), "step,lr[0],lr[1]\n0,0.1,0.1\n1,0.05,0.05\n");
///
/// csv.observe(scheduler.step(&mut DryRun)?.with("loss", 0.75))?;
/// let rows = "step,lr[0],lr[1],loss\n0,0.1,0.1,\n1,0.05,0.05,\n2,0.025,0.025,0.75\n";
/// assert_eq!(std::fs::read_to_string(&path).unwrap(), rows);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias = "CSVLogger")]
#[derive(Debug)]
pub struct CsvLog {
    lines: LineLog<Rows>,
}

impl CsvLog {
    /// Creates a file with the header and the row of `state`. An existing file is replaced.
    ///
    /// # Errors
    /// - [`Error::File`](crate::Error::File) if the file cannot be created or written.
    /// - [`Error::Parameter`](crate::Error::Parameter) if a scalar has the name of another column.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::CsvLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("rates.csv");
    /// CsvLog::create(&path, &Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// assert_eq!(std::fs::read_to_string(&path).unwrap(), "step,lr[0]\n0,0.1\n");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn create(path: impl AsRef<Path>, state: &State) -> Result<Self> {
        Ok(Self { lines: LineLog::create(path.as_ref(), state)? })
    }

    /// Continues the file of a run that resumes at `state`. Rows of later steps are removed, and so is an incomplete last row. If
    /// the file then ends with a row of this step, the row gets the values of `state` and keeps its metrics. Otherwise the row of
    /// `state` is added. If there is no file, it is created.
    ///
    /// # Errors
    /// The errors of [`create`](Self::create), and [`Error::ForeignLog`](crate::Error::ForeignLog) if the header does not begin
    /// with `step,lr[0]`, or if a row is invalid. The file is not changed in that case.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::CsvLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("rates.csv");
    /// std::fs::write(&path, "step,lr[0]\n0,0.1\n1,0.1\n2,0.1\n3,0.").unwrap();
    /// CsvLog::append(&path, &Plan::lr(0.1, Constant).preview(1, 1)?)?;
    /// assert_eq!(std::fs::read_to_string(&path).unwrap(), "step,lr[0]\n0,0.1\n1,0.1\n");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn append(path: impl AsRef<Path>, state: &State) -> Result<Self> {
        Ok(Self { lines: LineLog::append(path.as_ref(), state)? })
    }

    /// Adds a column for each of these metrics, unless the file has it. Its fields are empty until the metric is observed.
    ///
    /// # Errors
    /// - [`Error::Parameter`](crate::Error::Parameter) if a metric cannot have this name: see [`Observation::with`].
    /// - [`Error::File`](crate::Error::File) if the file cannot be written. It has its old columns then.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::{CsvLog, Observer}};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("rates.csv");
    /// let plan = Plan::lr(0.1, Constant);
    /// let mut csv = CsvLog::append(&path, &plan.preview(1, 0)?)?.columns(["loss", "val_loss"])?;
    /// csv.observe(plan.preview(1, 1)?.with("loss", 0.5))?;
    /// assert_eq!(std::fs::read_to_string(&path).unwrap(), "step,lr[0],loss,val_loss\n0,0.1,,\n1,0.1,0.5,\n");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn columns<N: Into<String>>(mut self, metrics: impl IntoIterator<Item = N>) -> Result<Self> {
        self.lines.declare(metrics.into_iter().map(N::into))?;
        Ok(self)
    }

    /// Waits until all observed states are on the disk, so that they survive a power failure.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the operating system cannot write the file to the disk.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::CsvLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("rates.csv");
    /// let csv = CsvLog::create(&path, &Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// csv.sync()?; // then save the checkpoint
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn sync(&self) -> Result<()> {
        self.lines.sync()
    }
}

impl Observer for CsvLog {
    /// Writes a row. If the last row has the same step, it is replaced by a row with the values of both; of two values of one
    /// column, the newer one is kept.
    ///
    /// # Errors
    /// - [`Error::File`](crate::Error::File) if the row cannot be written, or if the columns of the row cannot be added.
    /// - [`Error::Parameter`](crate::Error::Parameter) if a value has the name of another column.
    ///
    /// The rows before are unchanged in both cases.
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        self.lines.record(observation)
    }
}

use super::columns::{Columns, read_time, time};
use super::lines::{LineFormat, LineLog};
use super::{Observer, ValueName};
use crate::schedule::Time;
use crate::{Error, Result, State};
use std::fmt::Write;
use std::path::Path;

/// A log file in CSV format: a header `step,lr[0],lr[1],momentum[0],...`, then a row for each state.
///
/// Each float is written as the shortest decimal that reads back as the same bits. If a state is between two steps, its first
/// column is the time in steps, such as `1.5`. Names that contain a comma, a quote or a line end are quoted as in RFC 4180.
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
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias = "CSVLogger")]
#[derive(Debug)]
pub struct CsvLog {
    columns: Columns,
    lines: LineLog,
}

impl CsvLog {
    /// Creates a file with the header and the row of `state`. An existing file is replaced.
    ///
    /// # Errors
    /// - [`Error::File`] if the file cannot be created or written.
    /// - [`Error::Parameter`] if a scalar has the name of another column.
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
        Self::open(path.as_ref(), state, LineLog::create)
    }

    /// Continues the file of a run that resumes at `state`. Rows after `state` are removed, and so is an incomplete last row.
    /// Then the row of `state` is written, unless the file already ends with it. If there is no file, it is created.
    ///
    /// # Errors
    /// The errors of [`create`](Self::create), and [`Error::ForeignLog`] if the file has another header or an invalid row. The
    /// file is not changed in that case.
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
        Self::open(path.as_ref(), state, LineLog::append)
    }

    fn open(path: &Path, state: &State, open: impl FnOnce(&Path, &LineFormat<'_>, String) -> Result<LineLog>) -> Result<Self> {
        let columns = Columns::of(state, quote)?;
        let fields = columns.written().len();
        let header = csv_header(state);
        let format = LineFormat {
            header: &format!("{header}\n"),
            parse_time: &|row| parse_time(row, fields),
            expected: &format!("a row of {} numbers, the first of them a step", fields + 1),
        };
        let lines = open(path, &format, csv_row(state))?;
        Ok(Self { columns, lines })
    }

    /// Waits until all observed states are on the disk, so that they survive a power failure.
    ///
    /// # Errors
    /// [`Error::File`] if the operating system cannot write the file to the disk.
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
    /// Writes the row of `state`, unless it equals the row before.
    ///
    /// # Errors
    /// - [`Error::File`] if the row cannot be written.
    /// - [`Error::ForeignLog`] if the state has other columns than the file, because a group was added or another plan runs.
    ///
    /// Nothing is written in either case.
    fn observe(&mut self, state: &State) -> Result<()> {
        if !self.columns.match_state(state) {
            let header = format!("step,{}", self.columns.written().join(","));
            let expected = format!("`{}` to fit the state of step {}", csv_header(state), state.step);
            return Err(Error::foreign_log(self.lines.path(), "its header", expected, format_args!("`{header}`")));
        }
        self.lines.push(csv_row(state))
    }
}

/// The header of a CSV file for states like this one, without a line end.
///
/// ```
/// use tch_lr_scheduler::{Constant, Plan, observe::csv_header};
///
/// let plan = Plan::lr(0.1, Constant).momentum(0.9, Constant).scalar("p, q", 2.0, Constant);
/// assert_eq!(csv_header(&plan.preview(1, 0)?), r#"step,lr[0],momentum[0],"p, q""#);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn csv_header(state: &State) -> String {
    state.named_values().fold("step".to_owned(), |header, (name, _)| header + "," + &quote(&name))
}

/// The row of a state in a CSV file, without a line end.
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Plan, observe::csv_row};
///
/// let plan = Plan::lr(0.1, CosineAnnealingLr::new(3)?);
/// assert_eq!(csv_row(&plan.preview(1, 1)?), "1,0.07500000000000001");
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn csv_row(state: &State) -> String {
    let mut row = time(state);
    for (_, value) in state.named_values() {
        // Writing to a string cannot fail.
        let _ = write!(row, ",{value:?}");
    }
    row
}

/// The time of a row that has `fields` finite numbers after it; `None` for any other row.
fn parse_time(row: &str, fields: usize) -> Option<Time> {
    let (time, values) = row.split_once(',')?;
    let mut numbers = values.split(',').map(|value| value.parse::<f64>().ok().filter(|value| value.is_finite()));
    let count = numbers.try_fold(0_usize, |count, value| value.map(|_| count + 1))?;
    if count == fields { read_time(time) } else { None }
}

fn quote(name: &ValueName<'_>) -> String {
    let name = name.to_string();
    if name.contains([',', '"', '\n', '\r']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name }
}

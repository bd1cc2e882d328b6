use super::columns::{Columns, read_time, time};
use super::lines::{LineFormat, Lines};
use super::{Observer, ValueName};
use crate::schedule::Time;
use crate::{Error, Result, State};
use std::fmt::Write;
use std::path::Path;

/// A table of all values, one row a state: `step,lr[0],lr[1],momentum[0],...`.
///
/// Each float is the shortest decimal that reads back as the same bits. Between two steps the first column is the time, such as
/// `1.5`. Names that hold a comma, a quote or a line end are quoted as RFC 4180 says.
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
#[derive(Debug)]
pub struct CsvLog {
    columns: Columns,
    lines: Lines,
}

impl CsvLog {
    /// A new file that begins with the header and this state; a file that was there is replaced.
    ///
    /// # Errors
    /// [`Error::File`]; [`Error::Parameter`] where a number of the user's own has the name of another column.
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
        Self::open(path.as_ref(), state, Lines::create)
    }

    /// Continues the file of a run that is resumed at `state`: rows that are later are cut off, and so is half a row; then it
    /// ends with this state. Where there is no file it is created.
    ///
    /// # Errors
    /// As [`create`](Self::create), and [`Error::ForeignLog`] where the file has other columns or a row that is none; then it
    /// is left as it was.
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
        Self::open(path.as_ref(), state, Lines::append)
    }

    fn open(path: &Path, state: &State, open: impl FnOnce(&Path, &LineFormat<'_>, String) -> Result<Lines>) -> Result<Self> {
        let columns = Columns::of(state, quoted)?;
        let fields = columns.written().len();
        let header = csv_header(state);
        let form = LineFormat {
            head: &format!("{header}\n"),
            time: &|row| time_of(row, fields),
            expected: &format!("a time and {fields} numbers"),
        };
        let lines = open(path, &form, csv_row(state))?;
        Ok(Self { columns, lines })
    }

    /// Waits until what was observed is on the disk, where it outlives a machine that stops.
    ///
    /// # Errors
    /// [`Error::File`].
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::CsvLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("rates.csv");
    /// let csv = CsvLog::create(&path, &Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// csv.sync()?;
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn sync(&self) -> Result<()> {
        self.lines.sync()
    }
}

impl Observer for CsvLog {
    /// # Errors
    /// [`Error::File`], and [`Error::ForeignLog`] where the state has other columns than the file, because a group was born or
    /// another plan is run; then nothing is written.
    fn observe(&mut self, state: &State) -> Result<()> {
        if !self.columns.are_of(state) {
            let header = format!("step,{}", self.columns.written().join(","));
            let place = format!("the header for step {}", state.step);
            let expected = format!("`{}`", csv_header(state));
            return Err(Error::foreign_log(self.lines.path(), place, expected, format_args!("`{header}`")));
        }
        self.lines.push(csv_row(state))
    }
}

/// The header of a table of such states, without a line end.
///
/// ```
/// use tch_lr_scheduler::{Constant, Plan, observe::csv_header};
///
/// let plan = Plan::lr(0.1, Constant).momentum(0.9, Constant).scalar("p, q", 2.0, Constant);
/// assert_eq!(csv_header(&plan.preview(1, 0)?), r#"step,lr[0],momentum[0],"p, q""#);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
pub fn csv_header(state: &State) -> String {
    state.named_values().fold("step".to_owned(), |header, (name, _)| header + "," + &quoted(&name))
}

/// A state as a row of the table, without a line end.
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
        // Writing to a string does not fail.
        let _ = write!(row, ",{value:?}");
    }
    row
}

fn time_of(row: &str, fields: usize) -> Option<Time> {
    let (time, values) = row.split_once(',')?;
    let mut numbers = values.split(',').map(|value| value.parse::<f64>().ok().filter(|value| value.is_finite()));
    let count = numbers.try_fold(0_usize, |count, value| value.map(|_| count + 1))?;
    if count == fields { read_time(time) } else { None }
}

fn quoted(name: &ValueName<'_>) -> String {
    let name = name.to_string();
    if name.contains([',', '"', '\n', '\r']) { format!("\"{}\"", name.replace('"', "\"\"")) } else { name }
}

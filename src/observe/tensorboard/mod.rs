mod folder;
mod messages;
mod record;

use super::appender::Appender;
use super::columns::Columns;
use super::{Observer, ValueName};
use crate::{Result, Setting, State};
use folder::{Folder, wall_time};
use messages::{Event, SessionLog, Summary, Value};
use record::record;
use std::path::Path;

/// A log for TensorBoard: event files with one TensorBoard scalar for each value of a state.
///
/// The tags are `lr/0`, `lr/1`, `momentum/0` and so on by group, and the name of each scalar of the plan.
///
/// TensorBoard stores 32-bit floats at whole steps, so values are rounded and the fraction of a step is dropped. For exact
/// values, use [`CsvLog`](super::CsvLog) or [`JsonLinesLog`](super::JsonLinesLog).
///
/// TensorBoard shows each folder as a run. Give other writers, such as a log of the losses, a folder of their own: if a run
/// resumes, TensorBoard drops everything in its folder that belongs to later steps.
///
/// ```
/// use tch_lr_scheduler::observe::{Observer, TensorBoardLog};
/// use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
///
/// # let folder = tempfile::tempdir().unwrap();
/// # let runs = folder.path();
/// let mut scheduler = Scheduler::start(&Plan::lr(0.1, ExponentialLr::new(0.5)?), 2, &mut DryRun)?;
/// let mut board = TensorBoardLog::create(runs.join("first/lr"), scheduler.state())?;
/// for _ in 0..10 {
///     board.observe(scheduler.step(&mut DryRun)?)?;
/// }
/// assert_eq!(std::fs::read_dir(runs.join("first/lr")).unwrap().count(), 1); // tensorboard --logdir runs
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias = "SummaryWriter")]
#[doc(alias = "TensorBoardLogger")]
#[derive(Debug)]
pub struct TensorBoardLog {
    columns: Columns,
    appender: Appender,
    last: (i64, Summary),
}

impl TensorBoardLog {
    /// Creates an event file with `state` in `folder`. If there is no such folder, it is created. If the folder has event files
    /// of an earlier `TensorBoardLog`, TensorBoard no longer shows their values.
    ///
    /// # Errors
    /// - [`Error::File`](crate::Error::File) if the folder or the file cannot be created, read or written.
    /// - [`Error::Parameter`](crate::Error::Parameter) if a scalar has the tag of another value.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::TensorBoardLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// TensorBoardLog::create(folder.path(), &Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn create(folder: impl AsRef<Path>, state: &State) -> Result<Self> {
        let folder = Folder::open(folder.as_ref())?;
        let superseded = folder.contains_log().then_some(0);
        Self::start(&folder, superseded, state)
    }

    /// Continues the log of a run that resumes at `state`, in a new event file with `state`. TensorBoard no longer shows what the
    /// folder has for the step of `state` and for later steps. If there is no such folder, it is created.
    ///
    /// # Errors
    /// The errors of [`create`](Self::create).
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::TensorBoardLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// let plan = Plan::lr(0.1, Constant);
    /// TensorBoardLog::create(folder.path(), &plan.preview(1, 0)?)?;
    /// TensorBoardLog::append(folder.path(), &plan.preview(1, 50)?)?;
    /// assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn append(folder: impl AsRef<Path>, state: &State) -> Result<Self> {
        Self::start(&Folder::open(folder.as_ref())?, Some(step(state)), state)
    }

    fn start(folder: &Folder<'_>, superseded: Option<i64>, state: &State) -> Result<Self> {
        let columns = Columns::of(state, tag)?;
        let first = (step(state), summary(state, &columns));
        let (path, file) = folder.create_file()?;
        let mut appender = Appender::of_new(&path, file);
        let now = wall_time();
        let version = Event { wall_time: now, file_version: Some("brain.Event:2".into()), ..Event::default() };
        let mut head = record(&version);
        if let Some(step) = superseded {
            let start = Event { wall_time: now, step, session_log: Some(SessionLog::START), ..Event::default() };
            head.extend(record(&start));
        }
        appender.write(&head)?;
        appender.write(&event(&first))?;
        Ok(Self { columns, appender, last: first })
    }

    /// Waits until all observed states are on the disk, so that they survive a power failure.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the operating system cannot write the file to the disk.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Plan, observe::TensorBoardLog};
    /// # let folder = tempfile::tempdir().unwrap();
    /// let board = TensorBoardLog::create(folder.path(), &Plan::lr(0.1, Constant).preview(1, 0)?)?;
    /// board.sync()?; // then save the checkpoint
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn sync(&self) -> Result<()> {
        self.appender.sync()
    }
}

impl Observer for TensorBoardLog {
    /// Writes an event with all values of `state`, unless its step and its values equal those of the event before.
    ///
    /// # Errors
    /// - [`Error::File`](crate::Error::File) if the event cannot be written.
    /// - [`Error::Parameter`](crate::Error::Parameter) if a scalar has the tag of another value, such as that of a group added
    ///   later.
    ///
    /// Nothing is written in either case.
    fn observe(&mut self, state: &State) -> Result<()> {
        if !self.columns.match_state(state) {
            self.columns = Columns::of(state, tag)?;
        }
        let next = (step(state), summary(state, &self.columns));
        if next != self.last {
            self.appender.write(&event(&next))?;
            self.last = next;
        }
        Ok(())
    }
}

fn tag(name: &ValueName<'_>) -> String {
    match name {
        ValueName::Setting(Setting { hyperparameter, group: Some(group) }) => format!("{hyperparameter}/{group}"),
        name => name.to_string(),
    }
}

fn step(state: &State) -> i64 {
    i64::try_from(state.step).unwrap_or(i64::MAX)
}

fn summary(state: &State, columns: &Columns) -> Summary {
    let values = columns.written().iter().zip(state.named_values());
    let value = |(tag, (_, value)): (&String, (ValueName<'_>, f64))| Value { tag: tag.clone(), simple_value: Some(value as f32) };
    Summary { value: values.map(value).collect() }
}

fn event((step, summary): &(i64, Summary)) -> Vec<u8> {
    record(&Event { wall_time: wall_time(), step: *step, summary: Some(summary.clone()), ..Event::default() })
}

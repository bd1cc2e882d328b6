mod folder;
mod messages;
mod read;
mod record;
mod resumed;
mod scalars;

use super::appender::Appender;
use super::{Observation, Observer};
use crate::{Result, State};
use folder::{Folder, wall_time};
use messages::{Event, SessionLog};
pub(super) use read::{event_files, history};
use record::record;
use resumed::values_at;
use scalars::{Scalars, Update};
use std::path::Path;

/// A log for TensorBoard: event files with one TensorBoard scalar for each value of a state and for each metric.
///
/// The tags are `lr/0`, `lr/1`, `momentum/0` and so on by group, and the name of each scalar of the plan and of each metric. A new
/// metric or group may appear at any step.
///
/// TensorBoard stores 32-bit floats at whole steps, so values are rounded and the fraction of a step is dropped. NaN and infinite
/// values are stored as they are. For exact values, use [`CsvLog`](super::CsvLog) or [`JsonLinesLog`](super::JsonLinesLog).
///
/// TensorBoard shows each folder as a run. Use another folder for other writers, such as a log of images. If a run resumes, or if a
/// value changes within a step, TensorBoard drops all events in the folder that belong to this step or to later steps.
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
///     board.observe(scheduler.step(&mut DryRun)?.with("loss", 0.5))?;
/// }
/// assert_eq!(std::fs::read_dir(runs.join("first/lr")).unwrap().count(), 1); // tensorboard --logdir runs
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias = "SummaryWriter")]
#[doc(alias = "TensorBoardLogger")]
#[derive(Debug)]
pub struct TensorBoardLog {
    scalars: Scalars,
    appender: Appender,
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
        Self::start(&folder, superseded, Scalars::of(state, vec![])?)
    }

    /// Continues the log of a run that resumes at `state`, in a new event file. This file begins with the values of `state` and
    /// with the metrics that the earlier files have for its step. TensorBoard no longer shows what the earlier files have for this
    /// step and for later steps. If there is no such folder, it is created.
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
        let folder = Folder::open(folder.as_ref())?;
        let scalars = Scalars::of(state, values_at(&folder, scalars::step(state))?)?;
        Self::start(&folder, Some(scalars.step()), scalars)
    }

    /// Creates an event file with these scalars, which replace the earlier events from a step on.
    fn start(folder: &Folder<'_>, superseded: Option<i64>, scalars: Scalars) -> Result<Self> {
        let (path, file) = folder.create_file()?;
        let mut appender = Appender::of_new(&path, file);
        let version = Event { wall_time: wall_time(), file_version: Some("brain.Event:2".into()), ..Event::default() };
        let mut head = record(&version);
        if let Some(step) = superseded {
            head.extend(restart(step));
        }
        appender.write(&head)?;
        appender.write(&scalars.whole_event(scalars.row()))?;
        Ok(Self { scalars, appender })
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
    /// Writes an event with all values. If the last event has the same step, the new event has only the values that it did not
    /// have. If one of its values has changed, the new event replaces it.
    ///
    /// # Errors
    /// - [`Error::File`](crate::Error::File) if the event cannot be written.
    /// - [`Error::Parameter`](crate::Error::Parameter) if a scalar or a metric has the tag of another value, such as `lr/0`.
    ///
    /// Nothing is written in either case.
    fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        self.scalars.widen(observation)?;
        let (row, update) = self.scalars.after(observation);
        match update {
            Update::Nothing => {}
            Update::Added(columns) => self.appender.write(&self.scalars.event(&row, &columns))?,
            Update::Changed => {
                let restart = restart(self.scalars.step());
                self.appender.write(&[restart, self.scalars.whole_event(&row)].concat())?;
            }
        }
        self.scalars.replace(row);
        Ok(())
    }
}

/// The record after which TensorBoard shows only later events for this step and for the steps after it.
fn restart(step: i64) -> Vec<u8> {
    record(&Event { wall_time: wall_time(), step, session_log: Some(SessionLog::START), ..Event::default() })
}

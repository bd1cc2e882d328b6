//! Observers, which record the rates of a run and the program's metrics: in memory, as CSV, as JSON lines, for TensorBoard, or as a
//! progress bar.
//!
//! The training loop passes each [`State`](crate::State) to [`Observer::observe`], with the metrics of the step if there are any.
//! Nothing is recorded without that call.
//!
//! ```
//! use tch_lr_scheduler::observe::{CsvLog, History, Observer};
//! use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
//!
//! # let folder = tempfile::tempdir().unwrap();
//! # let path = folder.path().join("rates.csv");
//! # let mut loss = 3.0;
//! let plan = Plan::lr(0.8, ExponentialLr::new(0.5)?);
//! let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
//!
//! let mut log = (CsvLog::append(&path, scheduler.state())?, History::new());
//! for _ in 0..3 {
//!     loss /= 2.0; // train
//!     log.observe(scheduler.step(&mut DryRun)?.with("loss", loss))?;
//! }
//! let rows = "step,lr[0],loss\n0,0.8,\n1,0.4,1.5\n2,0.2,0.75\n3,0.1,0.375\n";
//! assert_eq!(std::fs::read_to_string(&path).unwrap(), rows);
//! assert_eq!(log.1.points("loss"), [(1.0, 1.5), (2.0, 0.75), (3.0, 0.375)]);
//! # Ok::<(), tch_lr_scheduler::Error>(())
//! ```
//!
//! With a `ScheduledOptimizer`, the call is `log.observe(opt.advance()?.with("loss", &loss))?`. A pair, an array or a `Vec` of
//! observers is an observer too.
//!
//! | observer | records | floats | a metric or a group that appears later |
//! |---|---|---|---|
//! | [`History`] | a series of points for each value, in memory | exact | gets a series |
//! | [`CsvLog`] | a column for each value, a row for each step | exact | gets a column; its fields in earlier rows are empty |
//! | [`JsonLinesLog`] | a JSON object for each step | exact | gets a field in the objects that follow |
#![cfg_attr(
    feature = "tensorboard",
    doc = "| [`TensorBoardLog`] | a scalar for each value | rounded to about 7 digits | gets a tag |"
)]
#![cfg_attr(
    feature = "progress",
    doc = "| [`ProgressBar`] | the last rates and metrics, on the terminal | rounded to 4 digits | is shown |"
)]
//! | [`from_fn`] | anything: it calls a closure with each observation | exact | |
//!
//! # Metrics
//!
//! [`State::with`](crate::State::with) adds a metric to a state. Calls can be chained. A metric may be missing at any step: pass an
//! `Option`, or leave the call out.
//!
//! ```
//! # use tch_lr_scheduler::observe::{History, Observer};
//! # use tch_lr_scheduler::{Constant, DryRun, Plan, Scheduler};
//! # let mut scheduler = Scheduler::start(&Plan::lr(0.1, Constant), 1, &mut DryRun)?;
//! # let mut log = History::new();
//! # let (loss, validate) = (0.5, || 0.25);
//! for step in 1..=1_000 {
//!     let val_loss = (step % 100 == 0).then(validate);
//!     log.observe(scheduler.step(&mut DryRun)?.with("loss", loss).with("val_loss", val_loss))?;
//! }
//! assert_eq!((log.points("loss").len(), log.points("val_loss").len()), (1_000, 10));
//! # Ok::<(), tch_lr_scheduler::Error>(())
//! ```
//!
//! A log has one entry for each step. Several observations of the same step, one after another, share the entry. The entry has the
//! values of all of them. If two values have the same name, the newer one is kept. So a metric that is known later can be added
//! with `log.observe(opt.state().with("val_loss", val_loss))?`. A program that goes back to an earlier step with `seek` writes new
//! entries for the steps that it repeats.
//!
//! `opt.advance()?` returns the state of the next step. With this state, the entry of step `n` has the loss that the `n`-th
//! optimizer step used, and the rates of the optimizer step after it. To record each loss with the rates of its own optimizer step,
//! observe before `advance`: `log.observe(opt.state().with("loss", &loss))?`.
//!
//! NaN and infinite metrics are recorded, because diverging runs have them. The page of each log describes how they are written.
//!
//! # When a value is in the file
//!
//! A log passes each observation to the operating system in one write, before `observe` returns. A program that crashes or is
//! killed loses no entry, and no buffer has to be flushed. A machine that loses power can lose entries that the operating system
//! has not written to the disk yet. To prevent this, call `sync` of the log just before you save a checkpoint.
//!
//! # After a resume
//!
//! Each log has a constructor `append`, which takes the state at which the run resumes. It removes the entries of later steps,
//! which the interrupted run wrote, and an incomplete last line. Then the entry of the step gets the values of the state and keeps
//! its metrics. So no step is repeated or missing, whatever the order in which the loop observes, gives metrics to
//! `ReduceLROnPlateau`, and saves.

mod appender;
mod columns;
mod csv;
mod existing;
mod from_fn;
mod history;
mod json_lines;
mod line_format;
mod lines;
mod name;
mod observation;
mod observer;
#[cfg(feature = "progress")]
mod progress;
mod read;
mod row;
#[cfg(feature = "tensorboard")]
mod tensorboard;
mod widen;

#[doc(inline)]
pub use crate::feedback::MetricValue;
pub use csv::{CsvLog, csv_header, csv_row};
pub use from_fn::{FromFn, from_fn};
pub use history::History;
pub use json_lines::{JsonLinesLog, json_line};
pub use name::ValueName;
pub use observation::Observation;
pub use observer::Observer;
#[cfg(feature = "progress")]
pub use progress::ProgressBar;
#[cfg(feature = "tensorboard")]
pub use tensorboard::TensorBoardLog;

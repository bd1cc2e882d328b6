//! Observers, which record the values of a run: in memory, as CSV, as JSON lines, or for TensorBoard.
//!
//! The training loop passes each [`State`](crate::State) to [`Observer::observe`]. Nothing is recorded without that call.
//!
//! ```
//! use tch_lr_scheduler::observe::{History, Observer};
//! use tch_lr_scheduler::{DryRun, ExponentialLr, Plan, Scheduler};
//!
//! let plan = Plan::lr(0.8, ExponentialLr::new(0.5)?);
//! let mut scheduler = Scheduler::start(&plan, 1, &mut DryRun)?;
//!
//! let mut history = History::new();
//! history.observe(scheduler.state())?;
//! for _ in 0..2 {
//!     history.observe(scheduler.step(&mut DryRun)?)?;
//! }
//! assert_eq!(history.points("lr[0]"), [(0.0, 0.8), (1.0, 0.4), (2.0, 0.2)]);
//! # Ok::<(), tch_lr_scheduler::Error>(())
//! ```
//!
//! With a `ScheduledOptimizer`, the call is `history.observe(opt.advance()?)?`. A pair, an array or a `Vec` of observers is an
//! observer too.
//!
//! | observer | records | floats | if a group is added later |
//! |---|---|---|---|
//! | [`History`] | a series of points for each value, in memory | exact | adds a series for each new value |
//! | [`CsvLog`] | a column for each value, a row for each state | exact | returns an error, because a CSV file has one header |
//! | [`JsonLinesLog`] | a JSON object for each state | exact | adds fields to the objects that follow |
#![cfg_attr(
    feature = "tensorboard",
    doc = "| [`TensorBoardLog`] | a scalar for each value | rounded to about 7 digits | adds a tag for each new value |"
)]
//!
//! # When a state is in the file
//!
//! A log passes each state to the operating system in one write, before `observe` returns. A program that crashes or is killed
//! loses no observed state, and no buffer has to be flushed. A machine that loses power can lose states that the operating system
//! has not written to the disk yet. To prevent that, call `sync` of the log, best just before you save a checkpoint.
//!
//! A state that equals the one observed just before is not written again.
//!
//! # After a resume
//!
//! Each log has a constructor `append`, which takes the state at which the run resumes. It removes everything that the crashed run
//! wrote after that state, and a last line that is incomplete. Then it writes that state, unless the log already ends with it.
//! So no step is repeated and none is missing, whether the loop observes before each batch or after it.

mod appender;
mod columns;
mod csv;
mod history;
mod json_lines;
mod lines;
mod name;
mod observer;
#[cfg(feature = "tensorboard")]
mod tensorboard;

pub use csv::{CsvLog, csv_header, csv_row};
pub use history::History;
pub use json_lines::{JsonLinesLog, json_line};
pub use name::ValueName;
pub use observer::Observer;
#[cfg(feature = "tensorboard")]
pub use tensorboard::TensorBoardLog;

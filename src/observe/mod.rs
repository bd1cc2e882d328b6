//! What a run writes down of its values: in memory, as CSV, as JSON lines, for TensorBoard.
//!
//! Observers are pulled: the training loop hands them the [`State`](crate::State), and nothing is called behind its back.
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
//! With a `ScheduledOptimizer` that is `history.observe(opt.advance()?)?`. Several observers are one: a pair, an array, a `Vec`.
//!
//! | observer | keeps | exact | after groups are born |
//! |---|---|---|---|
//! | [`History`] | points by name, in memory | yes | new names appear |
//! | [`CsvLog`] | a column a value | yes | an error: a table has one header |
//! | [`JsonLinesLog`] | an object a state | yes | the objects have more fields |
#![cfg_attr(feature = "tensorboard", doc = "| [`TensorBoardLog`] | a scalar a value | to 7 digits | new tags appear |")]
//!
//! # When it is in the file
//!
//! A state is handed to the operating system before `observe` returns, in one write: a program that crashes or is killed loses
//! none of it, and there is nothing to flush. What must also survive a machine that stops needs the log's `sync`, best before
//! a checkpoint is saved. A state that was observed last, observed once more, is not written again.
//!
//! # After a resume
//!
//! Each log has an `append` that takes the state one resumed at. What the crashed run wrote beyond it is cut off, and so is half
//! a line; afterwards the log ends with that state, written if it was not there. So no step is repeated and none is lost,
//! whether the loop observes before the batch or after it.

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

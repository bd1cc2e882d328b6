//! Learning-rate schedulers for [`tch`](https://docs.rs/tch).
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod check;
mod course;
mod drive;
mod error;
mod feedback;
mod knob;
mod plan;
mod schedule;
mod scheduler;
mod schedules;
mod state;
mod tunable;

#[cfg(feature = "plot")]
pub mod plot;
#[cfg(feature = "tch")]
mod torch;

pub use error::{Error, Result};
pub use feedback::{Mode, PlateauState, ReduceLrOnPlateau, Reduction, ThresholdMode};
pub use knob::{Hyperparameter, Knob};
pub use plan::Plan;
pub use schedule::Schedule;
pub use scheduler::Scheduler;
pub use schedules::*;
pub use state::State;
pub use tunable::{DryRun, Tunable};

#[cfg(feature = "tch")]
pub use torch::ScheduledOptimizer;

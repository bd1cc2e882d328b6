//! A plan that runs: what is written to an optimizer step by step, and the state that is saved and resumed.

mod cooldown;
mod influence;
mod preview;
mod scheduler;
mod state;
mod trace;
mod tunable;

pub use cooldown::{Cooldown, CooldownShape, CooldownState};
#[cfg(feature = "tch")]
pub(crate) use scheduler::PreparedLoad;
pub use scheduler::{ResumePolicy, Scheduler};
pub use state::State;
pub use trace::Trace;
pub use tunable::{DryRun, Tunable};

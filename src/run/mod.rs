//! Running a plan: the scheduler, which writes values to an optimizer step by step, and the state, which is saved and resumed.

mod cooldown;
mod preview;
mod rate_adjustments;
mod scheduler;
mod state;
mod trace;
mod tunable;

pub use cooldown::{Cooldown, CooldownState};
#[cfg(feature = "tch")]
pub(crate) use scheduler::PreparedLoad;
pub use scheduler::{ResumePolicy, Scheduler};
pub use state::State;
pub use trace::Trace;
pub use tunable::{DryRun, Tunable};

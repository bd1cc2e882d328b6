//! The trait [`Schedule`](crate::Schedule), what all schedules share, and the constant schedule, with which combinators and plans
//! fill absent schedules.

pub(crate) mod arithmetic;
mod companion_momentum;
mod constant;
pub(crate) mod described;
mod forward;
mod history;
pub(crate) mod lookup;
pub(crate) mod nesting;
mod of_schedule;
pub(crate) mod recursion;
#[expect(clippy::module_inception, reason = "the trait's file has the trait's name")]
mod schedule;
pub(crate) mod shape;
mod spec;
pub(crate) mod step_range;
pub(crate) mod summary;
mod time;
mod too_deep;
pub(crate) mod type_entry;
mod warning_kind;

pub use companion_momentum::CompanionMomentum;
pub use constant::Constant;
pub use described::Described;
pub use history::{ChainMember, Continuation, History};
pub use schedule::Schedule;
pub use shape::Shape;
pub use spec::ScheduleSpec;
pub use summary::{Phase, PhaseKind, Summary};
pub(crate) use time::Time;
pub use warning_kind::WarningKind;

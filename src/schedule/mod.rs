//! The trait of all schedules, and what every schedule shares.

pub(crate) mod arithmetic;
mod forward;
pub(crate) mod recursion;
#[expect(clippy::module_inception)]
mod schedule;
mod spec;
pub(crate) mod summary;
mod time;
pub(crate) mod type_entry;
mod warning_kind;

pub use schedule::Schedule;
pub use spec::ScheduleSpec;
pub use summary::Story;
pub(crate) use time::Time;
pub use warning_kind::WarningKind;

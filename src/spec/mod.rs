//! Plans as data.
pub(crate) mod data;
mod difference;
mod feedback;
mod file;
pub(crate) mod form;
mod forms;
mod function;
mod json_schema;
mod nearest;
pub(crate) mod node;
pub(crate) mod parameter;
mod path;
mod plan;
mod schedule;
pub(crate) mod text;
mod track;

pub use difference::Difference;
pub use file::PlanSpec;
pub use function::{Function, Functions};
pub use json_schema::json_schema;
pub(crate) use json_schema::object;
pub use schedule::ScheduleSpec;

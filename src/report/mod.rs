//! Reports about a plan for people: its description with key numbers, and its warnings.

pub(crate) mod budget;
pub(crate) mod description;
mod lint;
mod state;

pub use description::{Description, KeyNumbers};
pub use lint::Warning;

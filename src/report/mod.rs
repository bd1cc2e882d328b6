//! Reports about a plan for people: its description with key numbers, and its warnings.

pub(crate) mod description;
mod lint;

pub use description::{Description, KeyNumbers};
pub use lint::Warning;

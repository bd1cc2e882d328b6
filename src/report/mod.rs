//! Reports about a plan for people: its description with key numbers, and its warnings.

mod budget;
mod description;
mod lint;

pub use description::{Description, KeyNumbers};
pub use lint::Warning;

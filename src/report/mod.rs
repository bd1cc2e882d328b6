//! What people read about a plan: sentences, key numbers and warnings.

mod description;
mod lint;

pub use description::{Description, KeyNumbers};
pub use lint::Warning;

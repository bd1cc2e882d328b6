//! Plans as data: what is written is what is read, and what is wrong is said. Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;

mod mistakes;
mod plans;
mod schedules;
mod schema;
mod spellings;

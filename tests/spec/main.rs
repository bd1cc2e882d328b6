//! Plans as data: writing, reading, and the errors of wrong files. Needs no libtorch.

#[path = "../common/mod.rs"]
mod common;

mod elsewhere;
mod factors;
mod groups;
mod mistakes;
mod odd_files;
mod plans;
mod registry;
mod scalars;
mod schedules;
mod schema;
mod shapes;
mod spellings;
mod tables;

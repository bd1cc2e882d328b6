//! The command line `tch-lr`, run as a user runs it.

#[path = "../common/mod.rs"]
mod common;

mod checks;
mod errors;
mod pictures;
mod pipes;
mod program;
mod readme;
mod small;
mod terminal;
mod trace;

//! The command line `tch-lr`, run as a user runs it: `cargo test --no-default-features --features cli --test cli`. With libtorch
//! linked, each of its hundreds of starts would load that too.

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

//! The command line `tch-lr`, run as a user runs it: `cargo test --no-default-features --features cli --test cli`. Without the
//! default features, because otherwise each of hundreds of starts would load libtorch.

#[path = "../common/mod.rs"]
mod common;

mod checks;
mod compare;
mod errors;
mod gallery;
mod hostile;
mod imports;
mod overlay;
mod pictures;
mod pipes;
mod plots;
mod predicts;
mod program;
mod readme;
mod set;
mod small;
mod terminal;
mod trace;
mod units;

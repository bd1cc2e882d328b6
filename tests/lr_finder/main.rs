//! The range test on a real optimizer: what it restores, when it ends, and the rates of every group.

#[path = "../common/mod.rs"]
mod common;

mod errors;
mod random_state;
mod rates;
mod restored;

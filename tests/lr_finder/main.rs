//! The range test on a real optimizer: it leaves no trace, it ends when it should, and every group has its rates.

#[path = "../common/mod.rs"]
mod common;

mod errors;
mod random_state;
mod rates;
mod restored;

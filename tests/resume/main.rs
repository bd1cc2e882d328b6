//! A run that is resumed from a checkpoint equals a run without the interruption to the bit, with random numbers in play.
//!
//! libtorch's random generator belongs to the process. Therefore these tests have a program of their own, and run one after the
//! other.

#[path = "../common/mod.rs"]
mod common;

mod classes;
mod equal;
mod pair;
mod plain;
mod program;
mod readme;
mod refusals;
mod scheduled;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Excludes the other tests, which use the same random generator.
fn alone() -> MutexGuard<'static, ()> {
    static GENERATOR: Mutex<()> = Mutex::new(());
    // The networks are too small to benefit from several threads.
    tch::set_num_threads(1);
    GENERATOR.lock().unwrap_or_else(PoisonError::into_inner)
}

//! The learning-rate range test on a tch model. The test restores the model and the random generators.

mod lr_finder;
mod outcome;
mod snapshot;
mod watch;

pub use lr_finder::LrFinder;
pub use outcome::{RangeEnd, RangeTest};

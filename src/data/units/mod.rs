//! Lengths in other units than steps, and the run that they are lengths in.

mod context;
mod decimal;
mod length_problem;
mod parse;
mod read;
mod rest;
mod run_data;
mod run_length;
mod scan;
mod span;
mod spelling;
mod step_unit;
mod unit;

pub(crate) use context::{Resolved, RunContext};
pub(crate) use length_problem::length_problem;
pub use run_length::RunLength;
pub use span::Span;
pub(crate) use step_unit::StepUnit;

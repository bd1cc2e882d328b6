//! Running a scheduler of torch that may raise an error.

use crate::common::python::{self, packed, unpacked};
use serde_json::json;

pub struct Attempt {
    /// The rates after construction and after every step, until torch raised an error.
    pub rates: Vec<f64>,
    pub raised: Option<String>,
}

/// Builds torch's scheduler for one group and steps it: by `step(time)` for each time, and by a plain `step()` for NaN.
pub fn attempt(test: &str, scheduler: &str, base: f64, times: &[f64]) -> Option<Attempt> {
    let request = json!({"do": "attempt", "scheduler": scheduler, "bases": packed(&[base]), "times": packed(times)});
    let answer = python::ask(test, request)?;
    Some(Attempt { rates: unpacked(&answer["lr"]), raised: answer["raised"].as_str().map(Into::into) })
}

pub const STEP: f64 = f64::NAN;

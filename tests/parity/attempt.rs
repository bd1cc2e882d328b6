//! What torch does where this crate does better.

use crate::common::python::{self, packed, unpacked};
use serde_json::json;

pub struct Attempt {
    /// After the construction and after every step, until it raised.
    pub rates: Vec<f64>,
    pub raised: Option<String>,
}

/// Builds torch's scheduler for one group and steps it: `step(epoch)` for a time, a plain `step()` for NaN.
pub fn attempt(test: &str, scheduler: &str, base: f64, times: &[f64]) -> Option<Attempt> {
    let request = json!({"do": "attempt", "scheduler": scheduler, "bases": packed(&[base]), "times": packed(times)});
    let answer = python::ask(test, request)?;
    Some(Attempt { rates: unpacked(&answer["lr"]), raised: answer["raised"].as_str().map(Into::into) })
}

pub const STEP: f64 = f64::NAN;

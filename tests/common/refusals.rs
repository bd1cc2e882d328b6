//! What a refusal must be: an error of the right kind with the exact message.

use std::fmt::Debug;
use tch_lr_scheduler::{Error, Result};

pub const NOT_FINITE: [f64; 3] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
pub const NEGATIVE_OR_NOT_FINITE: [f64; 6] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, -1e-300, -5e-324];

/// Asserts that `result` is an error with this message.
#[track_caller]
pub fn assert_says<T: Debug>(result: Result<T>, message: &str) {
    assert_eq!(result.map(|_| ()).map_err(|error| error.to_string()), Err(message.into()));
}

/// Asserts that `result` is an `Error::Parameter` with the message "`what_must_be`, found `found`".
#[track_caller]
pub fn assert_refused<T: Debug>(result: Result<T>, what_must_be: &str, found: &str) {
    assert!(matches!(result, Err(Error::Parameter { .. })), "{what_must_be}: {result:?} for {found}");
    assert_says(result, &format!("{what_must_be}, found {found}"));
}

/// Asserts that `build` refuses each of these values, with a message that names owner, parameter, bound and value.
#[track_caller]
pub fn assert_refuses<T: Debug>(values: &[f64], what_must_be: &str, build: impl Fn(f64) -> Result<T>) {
    for &value in values {
        assert_refused(build(value), what_must_be, &format!("{value:?}"));
    }
}

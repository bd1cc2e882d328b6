//! What an error must say.

use std::fmt::Debug;
use tch_lr_scheduler::{Error, Result};

pub const NOT_FINITE: [f64; 3] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
pub const NEGATIVE_OR_NOT_FINITE: [f64; 5] = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1e-300, -1.0];

#[track_caller]
pub fn assert_says<T: Debug>(result: Result<T>, message: &str) {
    assert_eq!(result.map(|_| ()).map_err(|error| error.to_string()), Err(message.into()));
}

/// That each of these values is refused, with a message that names owner, parameter, bound and value.
#[track_caller]
pub fn assert_refuses<T: Debug>(values: &[f64], what_must_be: &str, build: impl Fn(f64) -> Result<T>) {
    for &value in values {
        let result = build(value);
        assert!(matches!(result, Err(Error::Parameter { .. })), "{what_must_be}: {result:?} for {value:?}");
        assert_says(result, &format!("{what_must_be}, found {value:?}"));
    }
}

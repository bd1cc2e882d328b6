//! The ranges that constructors hold their arguments to. Each check is written so that NaN fails it.

use crate::{Error, Result};
use std::fmt::Debug;

pub(crate) fn ensure<T: Debug>(
    holds: bool,
    owner: &'static str,
    parameter: &'static str,
    bound: impl Into<String>,
    found: T,
) -> Result<()> {
    if holds {
        return Ok(());
    }
    Err(Error::Parameter { owner, parameter, bound: bound.into(), found: format!("{found:?}") })
}

pub(crate) fn finite(owner: &'static str, parameter: &'static str, value: f64) -> Result<f64> {
    ensure(value.is_finite(), owner, parameter, "finite", value)?;
    Ok(value)
}

pub(crate) fn finite_not_negative(owner: &'static str, parameter: &'static str, value: f64) -> Result<f64> {
    ensure(value.is_finite() && value >= 0.0, owner, parameter, "finite and not negative", value)?;
    Ok(value)
}

pub(crate) fn at_least_one(owner: &'static str, parameter: &'static str, value: u64) -> Result<u64> {
    ensure(value >= 1, owner, parameter, "at least 1", value)?;
    Ok(value)
}

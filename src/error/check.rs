//! Checks of the ranges of arguments. NaN fails every check.

use super::{Error, Result};
use crate::Setting;
use std::fmt::{Debug, Display};

/// An [`Error::Parameter`] unless `is_met` is true.
pub(crate) fn ensure<T: Debug>(
    is_met: bool,
    owner: &'static str,
    parameter: &'static str,
    bound: impl Into<String>,
    found: T,
) -> Result<()> {
    if is_met {
        return Ok(());
    }
    Err(Error::Parameter { owner, parameter, bound: bound.into(), found: format!("{found:?}") })
}

pub(crate) fn finite(owner: &'static str, parameter: &'static str, value: f64) -> Result<f64> {
    ensure(value.is_finite(), owner, parameter, "finite", value)?;
    Ok(value)
}

/// `value`, but 0.0 for -0.0. The value -0.0 passes the check `>= 0.0`, but its powers alternate between -0.0 and 0.0.
pub(crate) fn unsigned_zero(value: f64) -> f64 {
    if value == 0.0 { 0.0 } else { value }
}

pub(crate) fn finite_not_negative(owner: &'static str, parameter: &'static str, value: f64) -> Result<f64> {
    ensure(value.is_finite() && value >= 0.0, owner, parameter, "finite and not negative", value)?;
    Ok(unsigned_zero(value))
}

/// Checks that a number of a plan is finite and not negative. The error names the setting.
pub(crate) fn of_setting(setting: impl Display, parameter: &'static str, value: f64) -> Result<()> {
    let bound = || format!("finite and not negative for {setting}");
    ensure(value.is_finite() && value >= 0.0, "plan", parameter, bound(), value)
}

/// Checks that a number of a plan, which the hyperparameter will have as its value, is in its range. The error names the setting.
pub(crate) fn value_of_setting(setting: Setting, parameter: &'static str, value: f64) -> Result<()> {
    let range = setting.hyperparameter.range();
    ensure(range.contains(value), "plan", parameter, format!("{} for {setting}", range.words), value)
}

pub(crate) fn at_least_one(owner: &'static str, parameter: &'static str, value: u64) -> Result<u64> {
    ensure(value >= 1, owner, parameter, "at least 1", value)?;
    Ok(value)
}

pub(crate) fn finite_above_zero(owner: &'static str, parameter: &'static str, value: f64) -> Result<f64> {
    ensure(value.is_finite() && value > 0.0, owner, parameter, "finite and above 0", value)?;
    Ok(value)
}

pub(crate) fn fraction(owner: &'static str, parameter: &'static str, value: f64) -> Result<f64> {
    ensure((0.0..=1.0).contains(&value), owner, parameter, "from 0 to 1", value)?;
    Ok(unsigned_zero(value))
}

pub(crate) fn fraction_above_zero(owner: &'static str, parameter: &'static str, value: f64) -> Result<f64> {
    ensure(value > 0.0 && value <= 1.0, owner, parameter, "above 0 and at most 1", value)?;
    Ok(value)
}

pub(crate) fn non_decreasing(owner: &'static str, parameter: &'static str, steps: &[u64]) -> Result<()> {
    match steps.windows(2).find(|pair| pair[1] < pair[0]) {
        None => Ok(()),
        Some(pair) => ensure(false, owner, parameter, "non-decreasing", format_args!("{} after {}", pair[1], pair[0])),
    }
}

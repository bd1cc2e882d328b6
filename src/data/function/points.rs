//! The points of tables and of interpolations: steps and values.

use crate::Result;
use crate::error::check;

/// The number of points at or before `time`.
pub(super) fn passed(points: &[(u64, f64)], time: f64) -> usize {
    points.partition_point(|&(step, _)| step as f64 <= time)
}

/// Checks that there is a point, that the steps increase and that all values are finite.
pub(super) fn checked(parameter: &'static str, points: Vec<(u64, f64)>) -> Result<Vec<(u64, f64)>> {
    check::ensure(!points.is_empty(), "Function", parameter, "at least one point", points.len())?;
    if let Some(pair) = points.windows(2).find(|pair| pair[1].0 <= pair[0].0) {
        check::ensure(false, "Function", parameter, "increasing in steps", format_args!("{} after {}", pair[1].0, pair[0].0))?;
    }
    points.iter().try_for_each(|&(_, value)| check::finite("Function", parameter, value).map(drop))?;
    Ok(points)
}

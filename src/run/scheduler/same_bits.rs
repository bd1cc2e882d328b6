use crate::{Error, Result};
use std::fmt::Display;

/// Checks that a field of a loaded state has the bits of the value that the plan gives.
pub(super) fn same_bits(field: impl Display, planned: f64, found: f64) -> Result<()> {
    if planned.to_bits() == found.to_bits() {
        return Ok(());
    }
    Err(Error::foreign_state(field, format_args!("{planned:?}"), format_args!("{found:?}")))
}

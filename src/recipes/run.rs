//! The length of the run for which a recipe makes a plan.

use crate::error::check;
use crate::{Error, Result, RunLength};

/// The number of steps of a run whose length is known, at least 1.
pub(super) fn steps_of(recipe: &'static str, run: &RunLength) -> Result<u64> {
    let unknown = || Error::RunUnknown { span: recipe.into(), meaning: "a plan for the whole run", needs: "total" };
    check::at_least_one(recipe, "run", run.total_steps()?.ok_or_else(unknown)?)
}

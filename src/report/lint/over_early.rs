use super::curve::Curve;
use super::finding::Finding;
use super::spelling::Names;
use super::unit::is_in_epochs;
use crate::data::wording::count;
use crate::report::description::subject::Subject;
use crate::{Result, WarningKind};

/// A warning that a rate has fallen to its last value at the very start of the run, for schedules without a parameter that sets the
/// length of the fall.
pub(super) fn check(subject: &Subject, curve: &Curve, names: &Names<'_>) -> Result<Option<Finding>> {
    let last = curve.last();
    let Some(step) = curve.below_from(subject, last)?.filter(|step| *step > 0 && is_in_epochs(*step, curve.run)) else {
        return Ok(None);
    };
    // A rate that rises and falls within the rest of the run is not at its last value.
    let is_constant = curve.steps.iter().zip(&curve.values).all(|(at, value)| *at < step || *value == last);
    let message = format!(
        "the rate falls to its last value by step {} of {}: was the schedule meant in epochs? Then {}",
        count(step),
        count(curve.run),
        names.every()
    );
    Ok((is_constant && last < curve.peak()).then(|| Finding::of_curve(WarningKind::WrongUnit, names, message)))
}

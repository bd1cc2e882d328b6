use super::curve::Curve;
use super::finding::Finding;
use super::part::Part;
use super::spelling::Names;
use crate::WarningKind;
use crate::data::wording::number;
use crate::report::description::subject::Subject;

/// A warning that the rate is highest at the end of the run, far above its base, and still grows. A warm-up ends at the base, and a
/// range test by `RangeRamp` grows on purpose.
pub(super) fn check(subject: &Subject, parts: &[Part<'_>], curve: &Curve, names: &Names<'_>) -> Option<Finding> {
    /// A line that rises over the whole run at most doubles in its second half.
    const DOUBLES: f64 = 2.0;
    let (last, base) = (curve.last(), subject.scheduled.scaled_base());
    let is_range_test = parts.iter().any(|part| part.type_name() == "RangeRamp");
    let grows = last >= curve.peak() && last > base * (1.0 + 1e-9) && last > DOUBLES * curve.middle();
    if is_range_test || base == 0.0 || !grows {
        return None;
    }
    let message = format!("the rate grows to {} at the end of the run, from a base of {}", number(last), number(base));
    Some(Finding::of_curve(WarningKind::GrowsWithoutBound, names, message))
}

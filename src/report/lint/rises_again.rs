use super::finding::Finding;
use super::part::Part;
use super::spelling::Names;
use super::unit::is_in_epochs;
use crate::WarningKind;
use crate::data::wording::count;

/// A warning that a cosine continues after its minimum and rises again.
pub(super) fn check(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    let t_max = part.whole("T_max").filter(|_| part.type_name() == "CosineAnnealingLR")?;
    let (steps, end) = (part.steps()?, part.end?);
    let bottom = part.absolute(t_max);
    if bottom.saturating_add(1) >= end {
        return None;
    }
    let (place, name) = (names.place(part, "T_max"), names.name(part, "T_max"));
    let what = if part.ends_the_run { "the run" } else { "its part of the run" };
    if is_in_epochs(t_max, steps) {
        let message = format!(
            "{place} is {}, and {what} has {} steps, so the value falls and rises {} times: was {name} meant in epochs? Then {}, or write {name} = {steps}",
            count(t_max),
            count(steps),
            count(steps / t_max.max(1) / 2),
            names.in_epochs(part, "T_max")
        );
        return Some(Finding::of_parameter(WarningKind::WrongUnit, part, "T_max", message));
    }
    let message = format!(
        "{place} is {}, so the cosine rises again after step {}, to its first value at step {}, but {what} ends at step {}. Write {name} = {steps}, or hold \
        the value from step {t_max} on",
        count(t_max),
        count(bottom),
        count(part.absolute(t_max.saturating_mul(2))),
        count(end),
    );
    Some(Finding::of_parameter(WarningKind::RisesAgain, part, "T_max", message))
}

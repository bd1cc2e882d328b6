use super::finding::{Finding, in_steps};
use super::part::Part;
use super::spelling::Names;
use crate::WarningKind;
use crate::data::wording::count;

/// A decay of [`Wsd`](crate::Wsd) that is shorter than this fraction of the run hardly lowers the loss. Usual ones take a tenth or more.
const SHORTEST: u64 = 1_000;

/// A warning that the decay at the end of the run was probably counted in epochs.
pub(super) fn check(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    let decay = part.whole("decay_steps").filter(|decay| part.type_name() == "Wsd" && *decay > 0)?;
    let steps = part.steps().filter(|steps| decay.saturating_mul(SHORTEST) < *steps)?;
    let (place, cure) = (names.place(part, "decay_steps"), names.length_in_epochs(part, "decay_steps", decay));
    let message =
        format!("{place} is {}, and the run has {}: was the decay meant in epochs? Then {cure}", count(decay), in_steps(steps));
    Some(Finding::of_parameter(WarningKind::WrongUnit, part, "decay_steps", message))
}

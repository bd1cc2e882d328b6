use super::finding::{Finding, in_steps};
use super::part::{Part, whole};
use super::spelling::Names;
use super::unit::is_in_epochs;
use crate::WarningKind;
use crate::data::wording::count;

/// A warning that the step at which a schedule ends and another one starts was probably counted in epochs. It is one only if the plan
/// file knows the steps of an epoch, and the step is a small part of the first epoch and no higher than the number of epochs.
pub(super) fn check(part: &Part<'_>, names: &Names<'_>, run: Option<u64>) -> Option<Finding> {
    let (parameter, step) = match part.type_name() {
        "SequentialLR" => ("milestones", part.list("milestones").iter().filter_map(whole).max()?),
        "Delay" => ("steps", part.whole("steps")?),
        "Frozen" => ("until", part.whole("until")?),
        _ => return None,
    };
    let (epoch, run) = (names.epoch()?, run?);
    let is_suspicious = step > 0 && part.pace == 1 && is_in_epochs(step, epoch as u64) && step as f64 * epoch < run as f64;
    let message = || {
        format!(
            "{} is {}, and the run has {}: was it meant in epochs? Then {}",
            names.place(part, parameter),
            count(step),
            in_steps(run),
            names.in_epochs(part, parameter)
        )
    };
    is_suspicious.then(|| Finding::of_parameter(WarningKind::WrongUnit, part, parameter, message()))
}

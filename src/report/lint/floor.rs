use super::finding::Finding;
use super::part::Part;
use super::spelling::Names;
use crate::WarningKind;
use crate::data::wording::number;

/// A warning that a minimum is above the base of a rate, so that the rate rises to it. Other values, such as the weight decay, rise
/// on purpose.
pub(super) fn check(part: &Part<'_>, names: &Names<'_>, base: f64) -> Option<Finding> {
    let (parameter, above, limit) = match part.type_name() {
        "CosineAnnealingLR"
        | "CosineAnnealingWarmRestarts"
        | "CosineDecay"
        | "PolynomialDecay"
        | "Rex"
        | "Tanh"
        | "Wsd"
        | "Sin" => ("eta_min", names.base(), base),
        "Clamp" => ("low", names.base(), base),
        "CyclicLR" => ("base_lr", names.name(part, "max_lr"), part.number("max_lr")?),
        _ => return None,
    };
    let floor = part.number(parameter)?;
    let is_limit = floor == limit && part.type_name() != "Clamp";
    if (floor <= limit && !is_limit) || limit <= 0.0 {
        return None;
    }
    let (place, floor, limit) = (names.place(part, parameter), number(floor), number(limit));
    let message = match is_limit {
        true => format!("{place} {floor} is equal to {above}, so the rate stays the same"),
        false => format!("{place} {floor} is above {above} {limit}, so the rate rises to it: are the two exchanged?"),
    };
    Some(Finding::of_parameter(WarningKind::FloorAboveBase, part, parameter, message))
}

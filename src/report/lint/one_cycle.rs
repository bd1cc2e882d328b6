//! Factors of a one-cycle schedule that turn the cycle around, and a rise that takes most of it.

use super::finding::{Finding, in_steps};
use super::part::Part;
use super::spelling::Names;
use crate::WarningKind;
use crate::data::wording::number;

/// The largest fraction of the cycle for the rise. Torch's default is 0.3, and the paper rises for half of the cycle.
const LONGEST_RISE: f64 = 0.5;

pub(super) fn check(part: &Part<'_>, names: &Names<'_>) -> Option<Finding> {
    if part.type_name() != "OneCycleLR" {
        return None;
    }
    if part.warmup > 1 {
        let message = format!(
            "{}: a warm-up of {} comes before the OneCycleLR, which begins with a warm-up of its own. Leave one of them out",
            names.place(part, "total_steps"),
            in_steps(part.warmup)
        );
        return Some(Finding::of_parameter(WarningKind::WarmupTooLong, part, "total_steps", message));
    }
    let given = |parameter: &str| Some((names.place(part, parameter), part.number(parameter)?));
    let (max_lr, div, last) = (part.number("max_lr")?, given("div_factor")?, given("final_div_factor")?);
    if div.1 < 1.0 {
        let (place, factor) = (div.0, div.1);
        let message = format!(
            "{place} is {}, below 1, so the rate starts at {}, above max_lr {}. Was {} meant?",
            number(factor),
            number(max_lr / factor),
            number(max_lr),
            number(1.0 / factor)
        );
        return Some(Finding::of_parameter(WarningKind::FloorAboveBase, part, "div_factor", message));
    }
    if div.1 * last.1 < 1.0 {
        let (place, factor) = (last.0, last.1);
        let message = format!(
            "{place} is {}, so the rate ends at {}, above max_lr {}: the last rate is the first one divided by it. Was {} meant?",
            number(factor),
            number(max_lr / div.1 / factor),
            number(max_lr),
            number(1.0 / factor)
        );
        return Some(Finding::of_parameter(WarningKind::FloorAboveBase, part, "final_div_factor", message));
    }
    let (place, rise) = given("pct_start").filter(|(_, rise)| *rise > LONGEST_RISE)?;
    let message =
        format!("{place} is {}: the rate rises for {} % of the cycle. The default is 0.3", number(rise), number(rise * 100.0));
    Some(Finding::of_parameter(WarningKind::WarmupTooLong, part, "pct_start", message))
}

use super::curve::{Curve, is_affordable};
use super::finding::Finding;
use super::part::Part;
use super::spelling::Names;
use crate::WarningKind;
use crate::data::Data;
use crate::data::wording::number;
use crate::report::description::subject::Subject;
use std::collections::HashMap;

/// People write rounded rates, such as 7e-4 for the peak 6.99e-4.
const ROUNDED: f64 = 0.01;

/// Whether the values do not depend on the base.
pub(super) fn is_ignored(subject: &Subject, run: u64) -> bool {
    let last = run.saturating_sub(1);
    let steps = [0, last / 3, last];
    is_affordable(&subject.scheduled, steps) && !subject.scheduled.uses_its_base(steps)
}

/// A warning that a base outside the rates of the schedule has no effect. A base within the range of the rates may be the first
/// rate of the optimizer, as in torch's examples.
pub(super) fn check(subject: &Subject, parts: &[Part<'_>], curve: &Curve, names: &Names<'_>) -> Option<Finding> {
    let base = subject.scheduled.base();
    let setter = setter(parts)?;
    let given = ["base_lr", "max_lr", "low", "high"].into_iter().filter_map(|name| setter.number(name)).reduce(f64::max);
    let highest = given.or_else(|| Some(setter.schedule()?.peak(base)))?;
    // Values in a table need no base, and 1 says so.
    if setter.type_name() == "Table" && base == 1.0 {
        return None;
    }
    let lowest = curve.lowest() / subject.scheduled.factor();
    let is_in_range = base <= highest * (1.0 + ROUNDED) && base >= lowest * (1.0 - ROUNDED);
    if is_in_range || !is_ignored(subject, curve.run) {
        return None;
    }
    let cure = match names.is_of_a_group() {
        true => "Give this group a factor, or a schedule of its own".to_owned(),
        false => format!("Write {} for the base, or change the schedule", number(highest)),
    };
    let message = format!(
        "{} {} has no effect: {} sets the rate itself, from {} to {}. {cure}",
        names.base(),
        number(base),
        setter.type_name(),
        number(lowest),
        number(highest)
    );
    Some(Finding { kind: WarningKind::IgnoresBase, path: "base".into(), message })
}

/// The bases without an effect that were found so far, to find groups with different ones.
#[derive(Default)]
pub(super) struct SameRates {
    /// The base of the first group, by schedule.
    bases: HashMap<String, f64>,
}

impl SameRates {
    /// A warning if an earlier group has the same schedule and another base, and neither base has an effect.
    pub(super) fn check(&mut self, subject: &Subject, parts: &[Part<'_>], run: Option<u64>, names: &Names<'_>) -> Option<Finding> {
        let run = run.filter(|_| subject.is_rate())?;
        let setter = setter(parts)?;
        if !is_ignored(subject, run) {
            return None;
        }
        let base = subject.scheduled.base();
        let first = *self.bases.entry(subject.scheduled.spec().to_string()).or_insert(base);
        if first == base {
            return None;
        }
        let message = format!(
            "{} {} has no effect: {} sets the rate itself, so this group and the one with the base {} have the same rate",
            names.base(),
            number(base),
            setter.type_name(),
            number(first)
        );
        Some(Finding { kind: WarningKind::IgnoresBase, path: "base".into(), message })
    }
}

/// The schedule that sets the rate and ignores the base.
fn setter<'p, 'a>(parts: &'p [Part<'a>]) -> Option<&'p Part<'a>> {
    let sets = |part: &&Part<'_>| match part.type_name() {
        "OneCycleLR" | "CyclicLR" | "RangeRamp" | "Noam" => true,
        "Table" => part.parameter("relative") != Some(&Data::Bool(true)),
        _ => false,
    };
    parts.iter().find(sets)
}

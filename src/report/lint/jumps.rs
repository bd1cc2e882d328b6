use super::curve::Curve;
use super::finding::Finding;
use super::part::Part;
use super::spelling::Names;
use crate::WarningKind;
use crate::data::wording::{count, number};
use std::collections::HashSet;

/// The largest factor between two steps that raises no warning: 10, because torch's default decay is `gamma=0.1`, with room for
/// rounding.
const LARGEST_FACTOR: f64 = 10.0 * (1.0 + 1e-9);
/// A jump changes the value by more than this many times the changes just before and after it. A curve that is steep everywhere has
/// no jumps.
const STEEPER: f64 = 4.0;
/// A jump is ignored if the rates before and after it are below this fraction of the peak.
const NEGLIGIBLE: f64 = 1e-6;

/// A warning about the first jump of the value, with the number of further jumps.
pub(super) fn check(parts: &[Part<'_>], curve: &Curve, names: &Names<'_>) -> Option<Finding> {
    let (steps, values) = (&curve.steps, &curve.values);
    let neighbours = |index: usize| match (values.get(index), values.get(index + 1)) {
        (Some(from), Some(to)) if steps[index] + 1 == steps[index + 1] => Some((*from, *to)),
        _ => None,
    };
    let change = |index: Option<usize>| index.and_then(neighbours).map_or(0.0, |(from, to)| (to - from).abs());
    let negligible = curve.peak() * NEGLIGIBLE;
    let restarts = Restarts::of(parts);
    let jump = |index: usize| {
        let (from, to) = neighbours(index)?;
        let beside = change(index.checked_sub(1)).max(change(Some(index + 1)));
        let is_large = from > 0.0 && to > 0.0 && (from / to > LARGEST_FACTOR || to / from > LARGEST_FACTOR);
        let is_unexpected = from.max(to) > negligible && !(to > from && restarts.contains(steps[index + 1]));
        (is_large && is_unexpected && (to - from).abs() > STEEPER * beside).then_some((steps[index], from, to))
    };
    let mut jumps = (0..steps.len()).filter_map(jump);
    let (step, from, to) = jumps.next()?;
    let more = match jumps.count() {
        0 => String::new(),
        1 => "; 1 more jump follows".into(),
        others => format!("; {} more jumps follow", count(others as u64)),
    };
    let (last, next, factor) = (count(step), count(step + 1), number(if to > from { to / from } else { from / to }));
    let [from, to] = [from, to].map(number);
    let message = format!("jumps by a factor of {factor}, from {from} at step {last} to {to} at step {next}{more}");
    Some(Finding::of_curve(WarningKind::Jump, names, message))
}

/// The steps at which a rate may rise suddenly, because a cycle or a member of a sequence starts there.
struct Restarts {
    has_cycles: bool,
    starts: HashSet<u64>,
}

impl Restarts {
    fn of(parts: &[Part<'_>]) -> Self {
        let is_cycle = |part: &Part<'_>| ["CosineAnnealingWarmRestarts", "Cycle", "PolynomialDecay"].contains(&part.type_name());
        // The members of a sequence that come after a fall.
        let starts = parts.iter().filter(|part| part.start > 0 && part.warmup == 0).map(|part| part.start).collect();
        Self { has_cycles: parts.iter().any(is_cycle), starts }
    }

    fn contains(&self, step: u64) -> bool {
        self.has_cycles || self.starts.contains(&step)
    }
}

use super::warning::Warning;
use crate::Result;
use crate::WarningKind;
use crate::data::wording::{count, number};
use crate::report::description::subject::Subject;

/// The largest factor between two steps that raises no warning: 10, because torch's default decay is `gamma=0.1`, with room for
/// rounding.
const LARGEST_FACTOR: f64 = 10.0 * (1.0 + 1e-9);
/// A jump changes the value by more than this many times the changes just before and after it. A curve that is steep everywhere has
/// no jumps.
const STEEPER: f64 = 4.0;

/// A warning about the first jump of the value, with the number of further jumps.
pub(super) fn first_jump(subject: &Subject, steps: u64) -> Result<Option<Warning>> {
    let sampled = subject.samples(steps);
    let values = sampled.iter().map(|step| subject.value(*step)).collect::<Result<Vec<_>>>()?;
    let neighbours = |index: usize| match (values.get(index), values.get(index + 1)) {
        (Some(from), Some(to)) if sampled[index] + 1 == sampled[index + 1] => Some((*from, *to)),
        _ => None,
    };
    let change = |index: Option<usize>| index.and_then(neighbours).map_or(0.0, |(from, to)| (to - from).abs());
    let jump = |index: usize| {
        let (from, to) = neighbours(index)?;
        let beside = change(index.checked_sub(1)).max(change(Some(index + 1)));
        (subject.is_unexpected_factor(from, to) && (to - from).abs() > STEEPER * beside).then_some((sampled[index], from, to))
    };
    let mut jumps = (0..sampled.len()).filter_map(jump);
    let Some((step, from, to)) = jumps.next() else {
        return Ok(None);
    };
    let more = match jumps.count() {
        0 => String::new(),
        1 => "; 1 more jump follows".into(),
        others => format!("; {} more jumps follow", count(others as u64)),
    };
    let (last, next, factor) = (count(step), count(step + 1), number(if to > from { to / from } else { from / to }));
    let [from, to] = [from, to].map(number);
    let message = format!("jumps by a factor of {factor}, from {from} at step {last} to {to} at step {next}{more}");
    Ok(Some(Warning { kind: WarningKind::Jump, subject: subject.subject.clone(), message }))
}

impl Subject {
    /// Whether the factor between the two values is above the largest, and the schedule has not declared the jump as intended. A
    /// change from or to 0 has no factor.
    fn is_unexpected_factor(&self, from: f64, to: f64) -> bool {
        let is_large = from > 0.0 && to > 0.0 && (from / to > LARGEST_FACTOR || to / from > LARGEST_FACTOR);
        is_large && !(to > from && self.summary.expects_jump)
    }
}

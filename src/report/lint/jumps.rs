use super::warning::Warning;
use crate::Result;
use crate::WarningKind;
use crate::data::wording::{count, number};
use crate::report::description::samples::samples;
use crate::report::description::subject::Subject;

/// Torch's own default for a fall, which is meant; and what rounding adds to it.
const LARGEST: f64 = 10.0 * (1.0 + 1e-9);
/// How many times as far as the steps beside it: a steep line has no jumps.
const APART: f64 = 4.0;

/// A warning of the first jump, and of how many follow.
pub(super) fn found(told: &Subject, steps: u64) -> Result<Option<Warning>> {
    let seen = samples(steps, &told.summary.phase_boundaries());
    let values = seen.iter().map(|step| told.value(*step)).collect::<Result<Vec<_>>>()?;
    let way = |index: usize| match (values.get(index), values.get(index + 1)) {
        (Some(from), Some(to)) if seen[index] + 1 == seen[index + 1] => Some((*from, *to)),
        _ => None,
    };
    let distance = |index: Option<usize>| index.and_then(way).map_or(0.0, |(from, to)| (to - from).abs());
    let jump = |index: usize| {
        let (from, to) = way(index)?;
        let beside = distance(index.checked_sub(1)).max(distance(Some(index + 1)));
        (told.is_far(from, to) && (to - from).abs() > APART * beside).then_some((seen[index], from, to))
    };
    let mut jumps = (0..seen.len()).filter_map(jump);
    let Some((step, from, to)) = jumps.next() else {
        return Ok(None);
    };
    let again = match jumps.count() {
        0 => String::new(),
        1 => ", and so once more".into(),
        others => format!(", and so {} times more", count(others as u64)),
    };
    let (step, factor) = (count(step), number(if to > from { to / from } else { from / to }));
    let [from, to] = [from, to].map(number);
    let message = format!("from step {step} to the next it jumps from {from} to {to}, by a factor of {factor}{again}");
    Ok(Some(Warning { kind: WarningKind::Jump, subject: told.subject.clone(), message }))
}

impl Subject {
    /// A factor says nothing of a way from or to zero.
    fn is_far(&self, from: f64, to: f64) -> bool {
        let is_far = from > 0.0 && to > 0.0 && (from / to > LARGEST || to / from > LARGEST);
        is_far && !(to > from && self.summary.expects_jump)
    }
}

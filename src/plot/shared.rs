use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

/// The largest number of curves. A picture of more is unreadable, and slow to draw.
const MOST_CURVES: usize = 256;
/// The largest number of groups that a label lists.
const LISTED: usize = 4;

/// What is known of a curve without its points: whether it equals another curve, and its range.
pub(super) struct Fingerprint {
    hasher: DefaultHasher,
    low: f64,
    high: f64,
}

impl Default for Fingerprint {
    fn default() -> Self {
        Self { hasher: DefaultHasher::new(), low: f64::INFINITY, high: f64::NEG_INFINITY }
    }
}

impl Fingerprint {
    pub(super) fn add(&mut self, value: f64) {
        // Both zeros are equal, so they have the same hash.
        self.hasher.write_u64((value + 0.0).to_bits());
        (self.low, self.high) = (self.low.min(value), self.high.max(value));
    }
}

/// The groups of each curve to draw, and the number of curves that are left out. Groups with equal values share a curve.
///
/// Of too many curves, those at equal distances are drawn, and those with the lowest and the highest value.
pub(super) fn drawn(fingerprints: &[Fingerprint]) -> (Vec<Vec<usize>>, usize) {
    let mut distinct: Vec<Vec<usize>> = vec![];
    let mut by_hash: HashMap<u64, usize> = HashMap::new();
    for (group, fingerprint) in fingerprints.iter().enumerate() {
        let index = *by_hash.entry(fingerprint.hasher.finish()).or_insert(distinct.len());
        if index == distinct.len() {
            distinct.push(vec![]);
        }
        distinct[index].push(group);
    }
    let count = distinct.len();
    if count <= MOST_CURVES {
        return (distinct, 0);
    }
    let even = MOST_CURVES - 2;
    let mut is_drawn = vec![false; count];
    for index in 0..even {
        is_drawn[index * (count - 1) / (even - 1)] = true;
    }
    let of = |index: &usize| distinct[*index].first().and_then(|group| fingerprints.get(*group));
    let low = |index: &usize| of(index).map_or(f64::INFINITY, |fingerprint| fingerprint.low);
    let high = |index: &usize| of(index).map_or(f64::NEG_INFINITY, |fingerprint| fingerprint.high);
    let lowest = (0..count).min_by(|left, right| low(left).total_cmp(&low(right)));
    let highest = (0..count).max_by(|left, right| high(left).total_cmp(&high(right)));
    for index in [lowest, highest].into_iter().flatten() {
        is_drawn[index] = true;
    }
    let kept: Vec<_> = distinct.into_iter().zip(is_drawn).filter(|(_, is_drawn)| *is_drawn).map(|(groups, _)| groups).collect();
    let omitted = count - kept.len();
    (kept, omitted)
}

/// The label of a curve that `groups` share, of `count` groups.
pub(super) fn label(setting: &str, groups: &[usize], count: usize) -> String {
    match groups {
        groups if groups.len() == count => setting.into(),
        [first, .., last] if last - first + 1 == groups.len() && groups.len() > 2 => format!("{setting}[{first}] to [{last}]"),
        groups => {
            let named: Vec<_> = groups.iter().take(LISTED).map(|group| format!("{setting}[{group}]")).collect();
            let others = groups.len() - named.len();
            let others = if others == 0 { String::new() } else { format!(" and {others} more") };
            format!("{}{others}", named.join(", "))
        }
    }
}

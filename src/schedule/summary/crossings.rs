//! The steps at which two curves cross.

/// The number of parts of a phase whose ends are compared. Two curves that cross twice within a part are not seen to cross.
const PARTS: u64 = 48;

/// Where to look for crossings: between each bound and the next one, and after the last one if the phase there does not end.
pub(super) struct Crossing<'a> {
    pub(super) bounds: &'a [u64],
    /// More steps at which the curves are compared, in increasing order.
    pub(super) events: &'a [u64],
    pub(super) is_open: bool,
}

/// The first step after each change of the sign of `difference`.
pub(super) fn crossings(within: Crossing<'_>, difference: &dyn Fn(u64) -> Option<f64>) -> Vec<u64> {
    let mut found = vec![];
    for pair in within.bounds.windows(2) {
        let (start, last) = (pair[0], pair[1] - 1);
        let part = |index| start + (u128::from(last - start) * u128::from(index) / u128::from(PARTS)) as u64;
        let events = within.events.iter().copied().filter(|step| (start..=last).contains(step));
        let mut steps: Vec<_> = (0..=PARTS).map(part).chain(events).collect();
        steps.sort_unstable();
        find(&mut steps.into_iter(), difference, &mut found);
    }
    if let (true, Some(start)) = (within.is_open, within.bounds.last()) {
        let powers = (0..54).map(|power| start.saturating_add(1 << power));
        find(&mut std::iter::once(*start).chain(powers), difference, &mut found);
    }
    found
}

fn find(steps: &mut dyn Iterator<Item = u64>, difference: &dyn Fn(u64) -> Option<f64>, found: &mut Vec<u64>) {
    let is_above = |step| Some(difference(step)?.partial_cmp(&0.0)?.is_gt());
    let mut earlier = None;
    for step in steps {
        let Some(above) = is_above(step) else {
            return;
        };
        if let Some((mut low, _)) = earlier.filter(|(_, before)| *before != above) {
            let mut high = step;
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if is_above(middle) == Some(above) { high = middle } else { low = middle }
            }
            found.push(high);
        }
        earlier = Some((step, above));
    }
}

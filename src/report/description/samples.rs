/// So many steps are all looked at; of a longer run, about as many.
const MOST: u64 = 1 << 20;

/// The steps of a run from which its curve is told: all of them or, where they are too many, evenly spaced ones, the last, and
/// those beside its phase_boundaries.
pub(crate) fn samples(steps: u64, phase_boundaries: &[u64]) -> Vec<u64> {
    if steps <= MOST {
        return (0..steps).collect();
    }
    let stride = steps.div_ceil(MOST);
    let even = (0..MOST).map(|index| index.saturating_mul(stride));
    let beside = phase_boundaries.iter().flat_map(|edge| edge.saturating_sub(2)..=edge.saturating_add(1));
    let mut samples: Vec<_> = even.chain(beside).chain([1, 2, steps - 1]).filter(|step| *step < steps).collect();
    samples.sort_unstable();
    samples.dedup();
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_run_is_looked_at_whole() {
        assert_eq!(samples(5, &[2]), [0, 1, 2, 3, 4]);
        assert!(samples(0, &[]).is_empty());
    }

    #[test]
    fn of_a_long_run_the_ends_and_edges_are_kept() {
        let steps = 10_000_000_019;
        let seen = samples(steps, &[123_456_789]);
        assert!(seen.len() as u64 <= MOST + 7 && seen.is_sorted());
        for step in [0, 1, 123_456_788, 123_456_789, steps - 1] {
            assert!(seen.contains(&step), "{step}");
        }
    }
}

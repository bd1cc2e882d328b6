/// The longest run, in steps, of which every step is sampled.
const LONGEST_WHOLE: u64 = 1 << 20;

/// The steps at which the curve of a run is evaluated. These are all steps if the run is short enough. Otherwise they are up to
/// [`LONGEST_WHOLE`] evenly spaced steps, the first three, the last one, and the steps beside each phase boundary.
pub(crate) fn samples(steps: u64, phase_boundaries: &[u64]) -> Vec<u64> {
    at_most(LONGEST_WHOLE, steps, phase_boundaries)
}

/// As [`samples`], with about `count` (at least 1) samples at most.
pub(crate) fn at_most(count: u64, steps: u64, phase_boundaries: &[u64]) -> Vec<u64> {
    if steps <= count {
        return (0..steps).collect();
    }
    let stride = steps.div_ceil(count);
    let even = (0..count).map(|index| index.saturating_mul(stride));
    let beside = phase_boundaries.iter().flat_map(|boundary| boundary.saturating_sub(2)..=boundary.saturating_add(1));
    let mut samples: Vec<_> = even.chain(beside).chain([1, 2, steps - 1]).filter(|step| *step < steps).collect();
    samples.sort_unstable();
    samples.dedup();
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_of_a_short_run_is_sampled() {
        assert_eq!(samples(5, &[2]), [0, 1, 2, 3, 4]);
        assert!(samples(0, &[]).is_empty());
    }

    #[test]
    fn the_samples_of_a_long_run_include_its_ends_and_its_phase_boundaries() {
        let steps = 10_000_000_019;
        let sampled = samples(steps, &[123_456_789]);
        assert!(sampled.len() as u64 <= LONGEST_WHOLE + 7 && sampled.is_sorted());
        for step in [0, 1, 123_456_788, 123_456_789, steps - 1] {
            assert!(sampled.contains(&step), "{step}");
        }
    }
}

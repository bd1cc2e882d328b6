/// The steps at which the curve of a run is evaluated. These are all steps if there are at most `most`. Otherwise they are up to
/// `most` evenly spaced steps, the first three, the last one, and the steps beside each phase boundary.
pub(crate) fn samples(steps: u64, phase_boundaries: &[u64], most: u64) -> Vec<u64> {
    if steps <= most {
        return (0..steps).collect();
    }
    let stride = steps.div_ceil(most.max(1));
    let even = (0..most).map(|index| index.saturating_mul(stride));
    // A schedule of very many members has so many boundaries that only some of them are sampled.
    let every = 4 * phase_boundaries.len() / most.max(1) as usize + 1;
    let beside =
        phase_boundaries.iter().step_by(every).flat_map(|boundary| boundary.saturating_sub(2)..=boundary.saturating_add(1));
    let mut samples: Vec<_> = even.chain(beside).chain([1, 2, steps - 1]).filter(|step| *step < steps).collect();
    samples.sort_unstable();
    samples.dedup();
    samples
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: u64 = 1 << 20;

    #[test]
    fn every_step_of_a_short_run_is_sampled() {
        assert_eq!(samples(5, &[2], MOST), [0, 1, 2, 3, 4]);
        assert!(samples(0, &[], MOST).is_empty());
    }

    #[test]
    fn very_many_phase_boundaries_do_not_exceed_the_most_samples_by_far() {
        let boundaries: Vec<u64> = (1..100_000).collect();
        assert!(samples(1_000_000, &boundaries, 256).len() < 3 * 256);
    }

    #[test]
    fn the_samples_of_a_long_run_include_its_ends_and_its_phase_boundaries() {
        let steps = 10_000_000_019;
        let sampled = samples(steps, &[123_456_789], MOST);
        assert!(sampled.len() as u64 <= MOST + 7 && sampled.is_sorted());
        for step in [0, 1, 123_456_788, 123_456_789, steps - 1] {
            assert!(sampled.contains(&step), "{step}");
        }
    }
}

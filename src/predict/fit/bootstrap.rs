use super::minimize;
use super::objective::{BLOCKS, Objective};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};

/// The number of fits to resampled losses.
const FITS: u64 = 32;
/// The largest number of iterations of each, because each starts at the best fit.
const MOST_ITERATIONS: u64 = 40;

/// The numbers of laws that are fitted to resampled losses: a block bootstrap.
///
/// Neighbouring losses have common errors. So each run is cut into 8 blocks of neighbouring losses, and as many blocks are drawn
/// from it with replacement. The random numbers are the same in every fit.
pub(super) fn fits(objective: &Objective, best: &[f64]) -> Vec<Vec<f64>> {
    let fit = |seed| {
        let weights = resampled(objective, &mut Xoshiro256PlusPlus::seed_from_u64(seed));
        minimize::weighted(objective, Some(&weights), best, MOST_ITERATIONS).numbers
    };
    (0..FITS).map(fit).collect()
}

/// How often each loss is drawn.
fn resampled(objective: &Objective, random: &mut Xoshiro256PlusPlus) -> Vec<f64> {
    let mut weights = vec![];
    for count in objective.counts() {
        let length = count.div_ceil(BLOCKS).max(1);
        let blocks = count.div_ceil(length);
        let mut drawn = vec![0.0; blocks];
        for _ in 0..blocks {
            // The remainder prefers small numbers by less than a part in 10^18.
            drawn[(random.next_u64() % blocks as u64) as usize] += 1.0;
        }
        weights.extend((0..count).map(|index| drawn[index / length]));
    }
    weights
}

use std::sync::{Mutex, PoisonError};

/// A sequence of values in which each value is computed from the value of the step before, with a cache of the last computed
/// values.
///
/// A loop that asks for one step after another computes one step each time. The cache never changes a result.
#[derive(Debug)]
pub(crate) struct Recursion {
    cache: Mutex<Vec<Cached>>,
}

/// A computed value. Each loop that asks for one step after another has one entry of the cache.
#[derive(Debug, Clone, Copy)]
struct Cached {
    /// The bits of the base.
    base: u64,
    step: u64,
    value: f64,
}

/// Enough for the groups of a large model. If there are more bases, they share the last entry.
const CACHE_SIZE: usize = 256;

impl Default for Recursion {
    /// Reserves the whole cache now, so that no step of a run allocates memory.
    fn default() -> Self {
        Self { cache: Mutex::new(Vec::with_capacity(CACHE_SIZE)) }
    }
}

/// The most steps that are computed one after another. They take seconds, and no run has as many. A file that asks for more of them
/// would block the program.
pub(crate) const FARTHEST_WALK: f64 = 4_294_967_296.0;

impl Recursion {
    /// The value at `step`. `first` returns the value at step 0, and `next` returns the value of a step from the value of the step
    /// before. The result is NaN if more than [`FARTHEST_WALK`] steps would have to be computed.
    pub(crate) fn at(&self, base: f64, step: u64, first: impl Fn() -> f64, next: impl Fn(f64, u64) -> f64) -> f64 {
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        // Several groups or threads may be at different steps with the same base. Each continues from the nearest earlier step.
        let is_earlier = |cached: &Cached| cached.base == base.to_bits() && cached.step <= step;
        let nearest = (0..cache.len()).filter(|&index| is_earlier(&cache[index])).max_by_key(|&index| cache[index].step);
        let start = nearest.map_or_else(|| Cached { base: base.to_bits(), step: 0, value: first() }, |index| cache[index]);
        if (step - start.step) as f64 > FARTHEST_WALK {
            return f64::NAN;
        }
        let value = (start.step + 1..=step).fold(start.value, next);
        let reached = Cached { step, value, ..start };
        match nearest {
            Some(index) => cache[index] = reached,
            None if cache.len() < CACHE_SIZE => cache.push(reached),
            None => cache[CACHE_SIZE - 1] = reached,
        }
        value
    }
}

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A sequence of values in which each value is computed from the value of the step before, with a cache of the last computed
/// values.
///
/// A loop that needs one step after another computes one step each time. The cache never changes a result.
pub(crate) struct Recursion {
    cache: Mutex<Cache>,
}

/// The computed values of each base. Each loop over the steps has one value per base.
struct Cache {
    /// The last of the values of a base.
    last: HashMap<Base, usize>,
    values: Vec<Cached>,
    /// The base that was computed last, and the index of its value.
    recent: Option<(Base, usize)>,
}

/// The bits of a base, and of the value from which the sequence of values continues, if it does not start from its base.
type Base = (u64, Option<u64>);

/// A computed value.
#[derive(Debug, Clone, Copy)]
struct Cached {
    step: u64,
    value: f64,
    /// The value of the same base that was added before this one.
    before: Option<usize>,
}

/// The number of values without an allocation, so that no step of a usual run allocates memory.
const RESERVED: usize = 16;
/// The most values of one base. Each loop at another step needs a value. If there are more loops, they share a value.
const MOST_OF_A_BASE: usize = 256;
/// The most values in all, as many as an optimizer may have groups. If there are more, the cache is cleared.
const MOST: usize = 1 << 20;

/// The most work that a jump or a command may need, in values of schedules that are computed one after another. This work takes
/// seconds, and no usual run needs more. Without this limit, a file could block the program.
pub(crate) const MOST_WORK: f64 = 268_435_456.0;

impl Default for Recursion {
    fn default() -> Self {
        let cache = Cache { last: HashMap::with_capacity(RESERVED), values: Vec::with_capacity(RESERVED), recent: None };
        Self { cache: Mutex::new(cache) }
    }
}

/// The cache is left out, because schedules of a program may be compared by their `Debug` output.
impl fmt::Debug for Recursion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Recursion")
    }
}

impl Recursion {
    /// The value at `step`. `first` returns the value at step 0, and `next` returns the value of a step from the value of the step
    /// before. The result is NaN if more than [`MOST_WORK`] steps would have to be computed.
    pub(crate) fn at(&self, base: f64, step: u64, first: impl Fn() -> f64, next: impl Fn(f64, u64) -> f64) -> f64 {
        self.at_after(base, None, step, first, next)
    }

    /// As [`at`](Self::at), for values that depend on the value `before` too.
    pub(crate) fn at_after(
        &self,
        base: f64,
        before: Option<f64>,
        step: u64,
        first: impl Fn() -> f64,
        next: impl Fn(f64, u64) -> f64,
    ) -> f64 {
        let base = (base.to_bits(), before.map(f64::to_bits));
        let mut cache = self.cache.lock().unwrap_or_else(PoisonError::into_inner);
        // Several groups or threads may be at different steps with the same base. Each continues from the nearest earlier step.
        let (nearest, count) = cache.following(base, step).map_or_else(|| cache.nearest(base, step), |index| (Some(index), 1));
        let (from, value) = nearest.map_or_else(|| (0, first()), |index| (cache.values[index].step, cache.values[index].value));
        if (step - from) as f64 > MOST_WORK {
            return f64::NAN;
        }
        let value = (from + 1..=step).fold(value, next);
        cache.put(base, nearest, count, Cached { step, value, before: None });
        value
    }
}

impl Cache {
    /// The value that was computed last, if it is that of the same step or of the step before. No other is nearer.
    fn following(&self, base: Base, step: u64) -> Option<usize> {
        let (recent, index) = self.recent?;
        let before = self.values[index].step;
        (recent == base && (before == step || before + 1 == step)).then_some(index)
    }

    /// The cached value of a base at the nearest step that is not after `step`, and the number of values of the base.
    fn nearest(&self, base: Base, step: u64) -> (Option<usize>, usize) {
        let (mut nearest, mut count): (Option<usize>, _) = (None, 0);
        let mut next = self.last.get(&base).copied();
        while let Some(index) = next {
            let cached = &self.values[index];
            let is_nearer = nearest.is_none_or(|nearest| self.values[nearest].step < cached.step);
            if cached.step <= step && is_nearer {
                nearest = Some(index);
            }
            (next, count) = (cached.before, count + 1);
        }
        (nearest, count)
    }

    /// Replaces the value at `nearest`, or adds a value to the `count` values of the base.
    fn put(&mut self, base: Base, nearest: Option<usize>, count: usize, reached: Cached) {
        if let Some(index) = nearest {
            self.values[index] = Cached { before: self.values[index].before, ..reached };
            self.recent = Some((base, index));
            return;
        }
        let last = self.last.get(&base).copied();
        match last.filter(|_| count >= MOST_OF_A_BASE) {
            Some(index) => self.values[index] = Cached { before: self.values[index].before, ..reached },
            None => {
                let is_full = self.values.len() >= MOST;
                if is_full {
                    self.recent = None;
                    self.last.clear();
                    self.values.clear();
                }
                self.values.push(Cached { before: last.filter(|_| !is_full), ..reached });
                self.last.insert(base, self.values.len() - 1);
            }
        }
    }
}

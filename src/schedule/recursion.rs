use std::sync::{Mutex, PoisonError};

/// Walks a recursion that has no closed form, and remembers where it stands for each base value, so that a loop that asks for
/// one step after the other pays for one step each time. What it remembers never shows in a result.
#[derive(Debug)]
pub(crate) struct Recursion {
    places: Mutex<Vec<Place>>,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    base: u64,
    step: u64,
    value: f64,
}

/// Enough for the groups of a large model; more bases than this share the last place.
const PLACES: usize = 256;

impl Default for Recursion {
    /// All the room it will have, so that no step allocates.
    fn default() -> Self {
        Self { places: Mutex::new(Vec::with_capacity(PLACES)) }
    }
}

/// More steps than any run has. To compute so many one after another takes seconds; a file that asks for more would hang the program.
pub(crate) const FARTHEST_WALK: f64 = 4_294_967_296.0;

impl Recursion {
    pub(crate) fn at(&self, base: f64, step: u64, first: impl Fn() -> f64, next: impl Fn(f64, u64) -> f64) -> f64 {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        // Threads, and groups, may stand at different steps: each goes on from the nearest place behind it.
        let behind = |place: &Place| place.base == base.to_bits() && place.step <= step;
        let nearest = (0..places.len()).filter(|&index| behind(&places[index])).max_by_key(|&index| places[index].step);
        let start = nearest.map_or_else(|| Place { base: base.to_bits(), step: 0, value: first() }, |index| places[index]);
        if (step - start.step) as f64 > FARTHEST_WALK {
            return f64::NAN;
        }
        let value = (start.step + 1..=step).fold(start.value, next);
        let place = Place { step, value, ..start };
        match nearest {
            Some(index) => places[index] = place,
            None if places.len() < PLACES => places.push(place),
            None => places[PLACES - 1] = place,
        }
        value
    }
}

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// The most steps of recursions that one summary computes.
const MOST_STEPS: f64 = 4_194_304.0;

/// The values that a summary describes.
pub(super) struct Values<'a> {
    value: &'a dyn Fn(u64) -> f64,
    /// The number of steps that must be computed to reach a step.
    steps_to_walk: &'a dyn Fn(u64) -> f64,
    left: Cell<f64>,
    known: RefCell<HashMap<u64, f64>>,
}

impl<'a> Values<'a> {
    pub(super) fn new(value: &'a dyn Fn(u64) -> f64, steps_to_walk: &'a dyn Fn(u64) -> f64) -> Self {
        Self { value, steps_to_walk, left: Cell::new(MOST_STEPS), known: RefCell::default() }
    }

    /// The value at a step. `None` if too many steps must be computed for it.
    pub(super) fn at(&self, step: u64) -> Option<f64> {
        if let Some(known) = self.known.borrow().get(&step) {
            return Some(*known);
        }
        let left = self.left.get() - (self.steps_to_walk)(step);
        if left.is_nan() || left < 0.0 {
            return None;
        }
        self.left.set(left);
        let value = (self.value)(step);
        self.known.borrow_mut().insert(step, value);
        Some(value)
    }
}

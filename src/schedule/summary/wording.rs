//! Values and steps as words in a summary.

use super::summary::Summary;
use crate::data::wording as words;
use crate::schedule::arithmetic::product;

impl Summary {
    /// A value of the current schedule, to six digits: `0.1`, `2.5e-5`.
    pub(crate) fn value(&self, value: f64) -> String {
        words::number(product(value, self.scale))
    }

    /// A step of the current schedule, as the step of the run: `10,000`.
    pub(crate) fn step(&self, step: u64) -> String {
        words::count(self.absolute(step))
    }
}

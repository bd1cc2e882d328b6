//! Values and steps as words in a summary.

use super::summary::Summary;
use crate::data::wording as words;
use crate::schedule::arithmetic::product;

impl Summary {
    /// Records the value at which the last phrase ends. The next phrase then omits it.
    pub(crate) fn arrive(&mut self, value: f64) {
        self.arrived = Some(product(value, self.scale));
    }

    /// `" from "` and the value, or an empty text if the last phrase [ends](Self::arrive) at this value.
    pub(crate) fn from(&self, value: f64) -> String {
        if self.is_at(value) { String::new() } else { format!(" from {}", self.value(value)) }
    }

    /// The value and `", "`, or an empty text if the last phrase [ends](Self::arrive) at this value.
    pub(crate) fn first(&self, value: f64) -> String {
        if self.is_at(value) { String::new() } else { format!("{}, ", self.value(value)) }
    }

    /// Whether the last phrase [ends](Self::arrive) at this value.
    fn is_at(&self, value: f64) -> bool {
        self.arrived == Some(product(value, self.scale))
    }

    /// A value of the current schedule, to six digits: `0.1`, `2.5e-5`.
    pub(crate) fn value(&self, value: f64) -> String {
        words::number(product(value, self.scale))
    }

    /// A step of the current schedule, as the step of the run: `10,000`.
    pub(crate) fn step(&self, step: u64) -> String {
        words::count(self.absolute(step))
    }

    /// A number of steps of the current schedule, as steps of the run: `2,000 steps`.
    pub(crate) fn steps(&self, steps: u64) -> String {
        match steps.saturating_mul(self.pace) {
            1 => "1 step".into(),
            steps => format!("{} steps", words::count(steps)),
        }
    }

    /// The length of one step of the current schedule: `step`, or `500 steps`.
    pub(crate) fn pace(&self) -> String {
        if self.pace == 1 { "step".into() } else { self.steps(1) }
    }

    /// Whether the sentence is empty and the current schedule starts at step 0 of the run.
    pub(crate) fn is_at_the_start(&self) -> bool {
        self.start == 0 && self.sentence.is_empty()
    }
}

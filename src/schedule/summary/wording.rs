//! How a summary says values and steps.

use super::summary::Summary;
use crate::data::wording as words;
use crate::schedule::arithmetic::product;

impl Summary {
    /// That the last phrase ends at this value, so that the next need not say from where it goes on.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// let mut summary = Summary::of(&Constant, 0.1, None);
    /// assert_eq!(summary.from(0.1), " from 0.1");
    /// summary.arrive(0.1);
    /// assert_eq!(summary.from(0.1), "");
    /// ```
    pub fn arrive(&mut self, value: f64) {
        self.arrived = Some(value);
    }

    /// ` from` the value, or nothing where the last phrase [arrived](Self::arrive) there.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// assert_eq!(Summary::of(&Constant, 0.1, None).from(2e-5), " from 2e-5");
    /// ```
    pub fn from(&self, value: f64) -> String {
        if self.arrived == Some(value) { String::new() } else { format!(" from {}", self.value(value)) }
    }

    /// The value and a comma, or nothing where the last phrase [arrived](Self::arrive) there.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// assert_eq!(Summary::of(&Constant, 0.1, None).first(2e-5), "2e-5, ");
    /// ```
    pub fn first(&self, value: f64) -> String {
        if self.arrived == Some(value) { String::new() } else { format!("{}, ", self.value(value)) }
    }

    /// A value of the schedule, to six digits: `0.1`, `2.5e-5`.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// assert_eq!(Summary::of(&Constant, 0.1, None).value(0.010000000000000002), "0.01");
    /// ```
    pub fn value(&self, value: f64) -> String {
        words::number(product(value, self.scale))
    }

    /// A step in the schedule's own time, as the step of the run that it is: `10,000`.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// assert_eq!(Summary::of(&Constant, 0.1, None).step(10_000), "10,000");
    /// ```
    pub fn step(&self, step: u64) -> String {
        words::count(self.absolute(step))
    }

    /// So many steps of the schedule's own time, as steps of the run.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// assert_eq!(Summary::of(&Constant, 0.1, None).steps(1), "1 step");
    /// assert_eq!(Summary::of(&Constant, 0.1, None).steps(2_000), "2,000 steps");
    /// ```
    pub fn steps(&self, steps: u64) -> String {
        match steps.saturating_mul(self.pace) {
            1 => "1 step".into(),
            steps => format!("{} steps", words::count(steps)),
        }
    }

    /// How long one step of the schedule's own time is: `step`, or `500 steps`.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// assert_eq!(Summary::of(&Constant, 0.1, None).pace(), "step");
    /// ```
    pub fn pace(&self) -> String {
        if self.pace == 1 { "step".into() } else { self.steps(1) }
    }

    /// That nothing went before, so that the schedule starts from its base.
    pub(crate) fn is_at_the_start(&self) -> bool {
        self.start == 0 && self.sentence.is_empty()
    }
}

//! Schedules that are made of others hand the summary on to them.

use super::summary::Summary;
use crate::Schedule;
use crate::schedule::arithmetic::product;

impl Summary {
    /// Another schedule goes on with the summary: from a step of this one's time, where its own begins, until another, where that
    /// is known.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, LinearLr, Summary};
    /// let mut summary = Summary::of(&Constant, 0.1, None);
    /// summary.member(20, None, &LinearLr::new(1.0, 0.5, 10)?);
    /// assert_eq!(summary.sentence(), "constant 0.1; then linear from 0.1 to 0.05 at 30");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn member(&mut self, from: u64, until: Option<u64>, schedule: &dyn Schedule) {
        let (start, end) = (self.start, self.end);
        let until = until.map(|until| self.absolute(until));
        self.end = end.into_iter().chain(until).min();
        self.start = self.absolute(from);
        self.is_new_part = from > 0 && self.arrived.is_none();
        self.add(schedule);
        (self.start, self.end) = (start, end);
    }

    /// As [`member`](Self::member), until all is over: `what` begins there, and it is rarely meant that the run ends before.
    pub(crate) fn final_member(&mut self, from: u64, what: &str, schedule: &dyn Schedule) {
        self.phase_start(from, what);
        if self.reaches(from) != Some(false) {
            self.member(from, None, schedule);
        }
    }

    /// Another schedule goes on, with all its values times a factor.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// let mut summary = Summary::of(&Constant, 0.1, None);
    /// summary.scaled(0.5, &Constant);
    /// assert_eq!(summary.sentence(), "constant 0.1, constant 0.05");
    /// ```
    pub fn scaled(&mut self, factor: f64, schedule: &dyn Schedule) {
        let scale = product(self.scale, factor);
        let own = std::mem::replace(&mut self.scale, scale);
        self.add(schedule);
        self.scale = own;
    }

    /// Another schedule goes on, so many times as slowly.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, ExponentialLr, Summary};
    /// let mut summary = Summary::of(&Constant, 0.1, None);
    /// summary.at_pace(500, &ExponentialLr::new(0.9)?);
    /// assert_eq!(summary.sentence(), "constant 0.1, 0.1, times 0.9 every 500 steps");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn at_pace(&mut self, steps: u64, schedule: &dyn Schedule) {
        let slower = self.pace.saturating_mul(steps);
        let own = std::mem::replace(&mut self.pace, slower);
        self.add(schedule);
        self.pace = own;
    }

    /// The sentence of another schedule by itself, for one that is made of several; its phase_boundaries and warnings are kept.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary, StepLr};
    /// let mut summary = Summary::of(&Constant, 0.1, None);
    /// assert_eq!(summary.sentence_of(&StepLr::new(3, 0.5)?), "0.1, times 0.5 every 3 steps");
    /// assert_eq!(summary.sentence(), "constant 0.1");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn sentence_of(&mut self, schedule: &dyn Schedule) -> String {
        let (sentence, arrived) = (std::mem::take(&mut self.sentence), self.arrived.take());
        let is_new_part = std::mem::take(&mut self.is_new_part);
        self.add(schedule);
        (self.arrived, self.is_new_part) = (arrived, is_new_part);
        std::mem::replace(&mut self.sentence, sentence)
    }

    /// As [`apart`](Self::apart), for a schedule that makes a factor of 1.
    pub(crate) fn factor_sentence_of(&mut self, schedule: &dyn Schedule) -> String {
        let own = (self.base, self.scale);
        (self.base, self.scale) = (1.0, 1.0);
        let told = self.sentence_of(schedule);
        (self.base, self.scale) = own;
        told
    }
}

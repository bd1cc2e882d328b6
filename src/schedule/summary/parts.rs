//! Schedules that are made of others hand the story on to them.

use super::story::Story;
use crate::Schedule;
use crate::schedule::arithmetic::product;

impl Story {
    /// Another schedule goes on with the story: from a step of this one's time, where its own begins, until another, where that
    /// is known.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, LinearLr, Story};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// story.member(20, None, &LinearLr::new(1.0, 0.5, 10)?);
    /// assert_eq!(story.sentence(), "constant 0.1; then linear from 0.1 to 0.05 at 30");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn member(&mut self, from: u64, until: Option<u64>, schedule: &dyn Schedule) {
        let (start, end) = (self.start, self.end);
        let until = until.map(|until| self.absolute(until));
        self.end = end.into_iter().chain(until).min();
        self.start = self.absolute(from);
        self.is_new_part = from > 0 && self.arrived.is_none();
        schedule.tell(self);
        (self.start, self.end) = (start, end);
    }

    /// As [`member`](Self::member), until all is over: `what` begins there, and it is rarely meant that the run ends before.
    pub(crate) fn last_member(&mut self, from: u64, what: &str, schedule: &dyn Schedule) {
        self.phase(from, what);
        if self.reaches(from) != Some(false) {
            self.member(from, None, schedule);
        }
    }

    /// Another schedule goes on, with all its values times a factor.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// story.scaled(0.5, &Constant);
    /// assert_eq!(story.sentence(), "constant 0.1, constant 0.05");
    /// ```
    pub fn scaled(&mut self, factor: f64, schedule: &dyn Schedule) {
        let scale = product(self.scale, factor);
        let own = std::mem::replace(&mut self.scale, scale);
        schedule.tell(self);
        self.scale = own;
    }

    /// Another schedule goes on, so many times as slowly.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, ExponentialLr, Story};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// story.at_pace(500, &ExponentialLr::new(0.9)?);
    /// assert_eq!(story.sentence(), "constant 0.1, 0.1, times 0.9 every 500 steps");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn at_pace(&mut self, steps: u64, schedule: &dyn Schedule) {
        let slower = self.pace.saturating_mul(steps);
        let own = std::mem::replace(&mut self.pace, slower);
        schedule.tell(self);
        self.pace = own;
    }

    /// The sentence of another schedule by itself, for one that is made of several; its edges and doubts are kept.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story, StepLr};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// assert_eq!(story.apart(&StepLr::new(3, 0.5)?), "0.1, times 0.5 every 3 steps");
    /// assert_eq!(story.sentence(), "constant 0.1");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn apart(&mut self, schedule: &dyn Schedule) -> String {
        let (sentence, arrived) = (std::mem::take(&mut self.sentence), self.arrived.take());
        let is_new_part = std::mem::take(&mut self.is_new_part);
        schedule.tell(self);
        (self.arrived, self.is_new_part) = (arrived, is_new_part);
        std::mem::replace(&mut self.sentence, sentence)
    }

    /// As [`apart`](Self::apart), for a schedule that makes a factor of 1.
    pub(crate) fn apart_as_factor(&mut self, schedule: &dyn Schedule) -> String {
        let own = (self.base, self.scale);
        (self.base, self.scale) = (1.0, 1.0);
        let told = self.apart(schedule);
        (self.base, self.scale) = own;
        told
    }
}

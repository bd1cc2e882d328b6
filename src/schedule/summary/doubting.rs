//! What is rarely meant, and what is meant after all.

use super::story::Story;
use crate::WarningKind;
use crate::data::wording as words;

impl Story {
    /// Something that is legal and rarely meant.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story, WarningKind};
    /// let mut story = Story::of(&Constant, 0.1, None);
    /// story.doubt(WarningKind::Other, "it never falls");
    /// assert_eq!(story.doubts(), [(WarningKind::Other, "it never falls".to_owned())]);
    /// ```
    pub fn doubt(&mut self, kind: WarningKind, doubt: impl Into<String>) {
        let doubt = (kind, doubt.into());
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// That it leaps up on purpose, as at a restart: no warning is due.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// Story::of(&Constant, 0.1, None).meant_to_jump();
    /// ```
    pub fn meant_to_jump(&mut self) {
        self.is_meant_to_jump = true;
    }

    /// That it starts at zero on purpose, as what is frozen: no warning is due.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Story};
    /// Story::of(&Constant, 0.1, None).meant_to_rest();
    /// ```
    pub fn meant_to_rest(&mut self) {
        self.is_meant_to_rest = true;
    }

    /// The doubt that a warm-up, of so many steps of the schedule's own time, does not end.
    pub(crate) fn doubt_warmup(&mut self, steps: u64) {
        let over = self.end.map_or(String::new(), words::count);
        let doubt = format!("the warm-up would end at step {}, and all is over at {over}", self.step(steps));
        self.doubt(WarningKind::WarmupTooLong, doubt);
    }

    /// The doubt that a floor is none, where it is above the base.
    pub(crate) fn doubt_floor(&mut self, parameter: &str, floor: f64) {
        if floor > self.base {
            let doubt = format!("{parameter} {} is above the base {}", self.value(floor), self.value(self.base));
            self.doubt(WarningKind::FloorAboveBase, doubt);
        }
    }

    /// That something ends and leaves a value in force until the end of the run.
    pub(crate) fn goes_on(&self, what_ends: &str, value: &str) -> String {
        let last = self.end.map_or(String::new(), |end| format!(" until {}", words::count(end.saturating_sub(1))));
        format!("{what_ends}, and the run goes on at {value}{last}")
    }
}

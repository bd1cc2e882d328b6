//! What is rarely meant, and what is meant after all.

use super::summary::Summary;
use crate::WarningKind;
use crate::data::wording as words;

impl Summary {
    /// Something that is legal and rarely meant.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary, WarningKind};
    /// let mut summary = Summary::of(&Constant, 0.1, None);
    /// summary.warn(WarningKind::Other, "it never falls");
    /// assert_eq!(summary.warnings(), [(WarningKind::Other, "it never falls".to_owned())]);
    /// ```
    pub fn warn(&mut self, kind: WarningKind, doubt: impl Into<String>) {
        let doubt = (kind, doubt.into());
        if !self.warnings.contains(&doubt) {
            self.warnings.push(doubt);
        }
    }

    /// That it leaps up on purpose, as at a restart: no warning is due.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// Summary::of(&Constant, 0.1, None).expect_jump();
    /// ```
    pub fn expect_jump(&mut self) {
        self.expects_jump = true;
    }

    /// That it starts at zero on purpose, as what is frozen: no warning is due.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// Summary::of(&Constant, 0.1, None).expect_zero_start();
    /// ```
    pub fn expect_zero_start(&mut self) {
        self.expects_zero_start = true;
    }

    /// The doubt that a warm-up, of so many steps of the schedule's own time, does not end.
    pub(crate) fn warn_warmup_too_long(&mut self, steps: u64) {
        let over = self.end.map_or(String::new(), words::count);
        let doubt = format!("the warm-up would end at step {}, and all is over at {over}", self.step(steps));
        self.warn(WarningKind::WarmupTooLong, doubt);
    }

    /// The doubt that a floor is none, where it is above the base.
    pub(crate) fn warn_floor(&mut self, parameter: &str, floor: f64) {
        if floor > self.base {
            let doubt = format!("{parameter} {} is above the base {}", self.value(floor), self.value(self.base));
            self.warn(WarningKind::FloorAboveBase, doubt);
        }
    }

    /// That something ends and leaves a value in force until the end of the run.
    pub(crate) fn continues_at(&self, what_ends: &str, value: &str) -> String {
        let last = self.end.map_or(String::new(), |end| format!(" until {}", words::count(end.saturating_sub(1))));
        format!("{what_ends}, and the run goes on at {value}{last}")
    }
}

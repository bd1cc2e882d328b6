//! Where phases end, and how far a schedule is followed.

use super::summary::Summary;
use crate::WarningKind;
use crate::data::wording as words;

impl Summary {
    /// That a phase ends, and another begins, at a step of the schedule's own time.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// let mut summary = Summary::of(&Constant, 0.1, Some(100));
    /// summary.boundary(50);
    /// assert_eq!(summary.phase_boundaries(), [50]);
    /// ```
    pub fn boundary(&mut self, step: u64) {
        if self.reaches(step) != Some(false) {
            self.boundaries.push(self.absolute(step));
        }
    }

    /// As [`edge`](Self::edge), where it is rarely meant that the run ends before: `what` begins there.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// let mut summary = Summary::of(&Constant, 0.1, Some(100));
    /// summary.phase_start(150, "the fall");
    /// assert!(summary.phase_boundaries().is_empty());
    /// assert_eq!(summary.warnings()[0].1, "the fall at step 150 is never reached: all is over at 100");
    /// ```
    pub fn phase_start(&mut self, step: u64, what: &str) {
        self.boundary(step);
        if let (Some(false), Some(end)) = (self.reaches(step), self.end) {
            let over = words::count(end);
            let doubt = format!("{what} at step {} is never reached: all is over at {over}", self.step(step));
            self.warn(WarningKind::NeverReached, doubt);
        }
    }

    /// Whether the schedule is still followed at a step of its own time; `None` where that is not known.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// assert_eq!(Summary::of(&Constant, 0.1, Some(100)).reaches(99), Some(true));
    /// assert_eq!(Summary::of(&Constant, 0.1, Some(100)).reaches(100), Some(false));
    /// assert_eq!(Summary::of(&Constant, 0.1, None).reaches(100), None);
    /// ```
    pub fn reaches(&self, step: u64) -> Option<bool> {
        self.end.map(|end| self.absolute(step) < end)
    }

    /// Whether the schedule is still followed after a step of its own time; `None` where that is not known.
    ///
    /// ```
    /// # use tch_lr_scheduler::{Constant, Summary};
    /// assert_eq!(Summary::of(&Constant, 0.1, Some(100)).passes(98), Some(true));
    /// assert_eq!(Summary::of(&Constant, 0.1, Some(100)).passes(99), Some(false));
    /// ```
    pub fn passes(&self, step: u64) -> Option<bool> {
        self.end.map(|end| self.absolute(step).saturating_add(1) < end)
    }
}

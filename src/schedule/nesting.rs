//! How large a schedule is: a program may nest combinators without end, and recursive code would overflow the stack.

use crate::{Error, Result};

/// The most levels of schedules. A file has fewer, because its lists and objects are nested at most 127 deep.
pub(crate) const DEEPEST: usize = 256;

/// The size of a schedule with all schedules inside it.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nesting {
    /// The number of schedules from the outermost to the innermost one.
    pub(crate) depth: usize,
    /// The number of schedules, and so of values that are computed for one value.
    pub(crate) schedules: usize,
    /// Whether one of the schedules has an end after which a step is an error.
    pub(crate) has_end: bool,
}

impl Nesting {
    /// No schedule.
    pub(crate) const NONE: Self = Self { depth: 0, schedules: 0, has_end: false };
    /// A schedule with no other inside it.
    pub(crate) const ONE: Self = Self { depth: 1, schedules: 1, has_end: false };

    /// The size of a schedule around one of this size.
    pub(crate) fn around(self) -> Self {
        Self { depth: self.depth.saturating_add(1), schedules: self.schedules.saturating_add(1), ..self }
    }

    /// The size of two schedules side by side.
    pub(crate) fn beside(self, other: Self) -> Self {
        let schedules = self.schedules.saturating_add(other.schedules);
        Self { depth: self.depth.max(other.depth), schedules, has_end: self.has_end || other.has_end }
    }

    /// Checks that the schedule is not nested too deep.
    pub(crate) fn check(self, owner: &'static str) -> Result<()> {
        if self.depth <= DEEPEST {
            return Ok(());
        }
        let bound = format!("nested at most {DEEPEST} combinators deep");
        Err(Error::Parameter { owner, parameter: "schedule", bound, found: "a deeper one".into() })
    }
}

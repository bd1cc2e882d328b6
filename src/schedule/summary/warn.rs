//! Warnings about what is valid but probably not intended.

use super::summary::Summary;
use crate::WarningKind;
use crate::data::wording as words;

impl Summary {
    /// Adds a warning, unless the same warning exists.
    pub(crate) fn warn(&mut self, kind: WarningKind, message: impl Into<String>) {
        let warning = (kind, message.into());
        if !self.is_muted && !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// Warns that a warm-up of `steps` steps does not end.
    pub(crate) fn warn_warmup_too_long(&mut self, steps: u64) {
        let message = format!("the warm-up would end at step {}, but {}", self.step(steps), self.ending());
        self.warn(WarningKind::WarmupTooLong, message);
    }

    /// Warns if a minimum is above the base, so that the schedule rises to it instead of falling.
    pub(crate) fn warn_floor(&mut self, parameter: &str, floor: f64) {
        if floor > self.base {
            let message = format!("{parameter} {} is above the base {}", self.value(floor), self.value(self.base));
            self.warn(WarningKind::FloorAboveBase, message);
        }
    }

    /// The words of a warning that a phase ends and the rest of the run has one value.
    pub(crate) fn continues_at(&self, what_ends: &str, value: &str) -> String {
        let last = self.end.map_or(String::new(), |end| format!(" until step {}", words::count(end.saturating_sub(1))));
        format!("{what_ends}, and the value stays at {value}{last}")
    }

    /// The words for the end of the current schedule.
    pub(super) fn ending(&self) -> String {
        let what = if self.end == self.run { "the run" } else { "its part of the run" };
        format!("{what} ends at step {}", self.end.map_or(String::new(), words::count))
    }
}

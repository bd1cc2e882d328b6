//! How long the current schedule runs.

use super::summary::Summary;
use crate::WarningKind;

impl Summary {
    /// Warns if the current schedule ends before one of its steps. `what` names what starts at the step.
    pub(crate) fn phase_start(&mut self, step: u64, what: &str) {
        if self.reaches(step) == Some(false) {
            let message = format!("{what} at step {} is never reached: {}", self.step(step), self.ending());
            self.warn(WarningKind::NeverReached, message);
        }
    }

    /// Whether the current schedule runs at one of its steps, or `None` if its end is unknown.
    pub(crate) fn reaches(&self, step: u64) -> Option<bool> {
        self.end.map(|end| self.absolute(step) < end)
    }

    /// Whether the current schedule runs after one of its steps, or `None` if its end is unknown.
    pub(crate) fn passes(&self, step: u64) -> Option<bool> {
        self.end.map(|end| self.absolute(step).saturating_add(1) < end)
    }
}

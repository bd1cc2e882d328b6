use std::io::{self, Write};
use std::sync::Once;
use std::thread;

/// The number of optimizer steps from which on a schedule that never moved is a mistake. Shorter runs are experiments or tests.
const SUSPECT: u64 = 100;

/// Counts the optimizer steps since the schedule moved last. In a debug build, it warns on drop if the schedule has never moved
/// although it should have.
#[derive(Debug, Default)]
pub(super) struct AdvanceWatch {
    steps: u64,
    has_moved: bool,
    /// Whether a value would be another one by now if each optimizer step had been a step of the schedule.
    is_overdue: bool,
    is_silent: bool,
}

impl AdvanceWatch {
    pub(super) fn steps(&self) -> u64 {
        self.steps
    }

    /// Counts an optimizer step. `is_overdue` receives the number of steps since the schedule moved last.
    pub(super) fn count(&mut self, is_overdue: impl FnOnce(u64) -> bool) {
        self.steps = self.steps.saturating_add(1);
        if !self.has_moved {
            self.is_overdue = is_overdue(self.steps);
        }
    }

    pub(super) fn moved(&mut self) {
        (self.steps, self.has_moved) = (0, true);
    }

    pub(super) fn silence(&mut self) {
        self.is_silent = true;
    }

    fn warns(&self) -> bool {
        cfg!(debug_assertions)
            && !self.has_moved
            && self.is_overdue
            && self.steps >= SUSPECT
            && !self.is_silent
            && !thread::panicking()
    }
}

impl Drop for AdvanceWatch {
    fn drop(&mut self) {
        static WARNING: Once = Once::new();
        if self.warns() {
            // Not by eprintln, which panics if standard error is closed.
            WARNING.call_once(|| {
                let _ = writeln!(
                    io::stderr(),
                    "warning: call `ScheduledOptimizer::advance` once per step of the schedule (an epoch or a batch): after {} optimizer \
                     steps it was never called, so every value is still that of step 0 (`silence_advance_warning` turns this warning off)",
                    self.steps
                );
            });
        }
    }
}

use std::ops::{Bound, RangeBounds};

/// A range of steps: from `from` on, and before `until` if it has an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct StepRange {
    pub(crate) from: u64,
    pub(crate) until: Option<u64>,
}

impl StepRange {
    pub(crate) fn new(steps: impl RangeBounds<u64>) -> Self {
        let from = match steps.start_bound() {
            Bound::Included(&step) => step,
            Bound::Excluded(&step) => step.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let until = match steps.end_bound() {
            Bound::Included(&step) => step.checked_add(1),
            Bound::Excluded(&step) => Some(step),
            Bound::Unbounded => None,
        };
        Self { from, until }
    }

    pub(crate) fn contains(self, step: u64) -> bool {
        step >= self.from && self.until.is_none_or(|until| step < until)
    }
}

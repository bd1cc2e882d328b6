//! The counters that torch keeps in every scheduler.

use crate::data::Data;
use crate::data::Write;
use crate::schedule::Time;

/// The progress of one scheduler.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Clock {
    /// A member of a sequence that has not started.
    NotStarted,
    /// The scheduler is at this time, which counts from its own start.
    At(Time),
}

impl Clock {
    /// The progress of a member that runs from step `start` of the sequence to step `end`, and then stays at its last step. `end`
    /// is `None` for the last member. A member with `end <= start` never starts.
    pub(super) fn of_member(self, start: u64, end: Option<u64>) -> Self {
        match self {
            Self::At(time) if time.step >= start && end.is_none_or(|end| end > start) => {
                let last = end.map_or(u64::MAX, |end| end - 1);
                if time.step > last {
                    Self::At(Time::at_step(last - start))
                } else {
                    Self::At(Time { step: time.step - start, ..time })
                }
            }
            _ => Self::NotStarted,
        }
    }

    pub(super) fn last_epoch(self) -> Data {
        match self {
            Self::NotStarted => Data::Number(-1.0),
            Self::At(Time { step, fraction: 0.0 }) => step.write(),
            Self::At(time) => time.as_f64().write(),
        }
    }

    /// `_step_count`, which is 1 higher than the step because the constructor counts as a step.
    pub(super) fn step_count(self) -> Data {
        match self {
            Self::NotStarted => Data::Whole(1),
            Self::At(time) => Data::Whole(time.step.saturating_add(1)),
        }
    }
}

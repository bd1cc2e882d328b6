//! Torch's counters: every scheduler has its own.

use crate::data::Data;
use crate::data::Write;
use crate::schedule::Time;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Clock {
    /// A member of a sequence whose turn has not come.
    NotBegun,
    At(Time),
}

impl Clock {
    /// That of a member whose turn is from `start` to `end`, where one has a turn at all.
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
            _ => Self::NotBegun,
        }
    }

    pub(super) fn last_epoch(self) -> Data {
        match self {
            Self::NotBegun => Data::Number(-1.0),
            Self::At(Time { step, fraction: 0.0 }) => step.write(),
            Self::At(time) => time.as_f64().write(),
        }
    }

    /// The constructor counts too.
    pub(super) fn step_count(self) -> Data {
        match self {
            Self::NotBegun => Data::Whole(1),
            Self::At(time) => Data::Whole(time.step.saturating_add(1)),
        }
    }
}

use super::wraps::{Wraps, wrapped, wraps};
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// Stays at the value of one step from there on. [`Schedule::hold`] makes it.
///
#[doc = include_str!("../docs/pictures/hold.svg")]
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Schedule};
///
/// assert_eq!(LinearLr::new(1.0, 0.5, 10)?.hold(5).at(1.0, 9), 0.75);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hold<S> {
    schedule: S,
    from: u64,
}

impl<S> Hold<S> {
    pub(crate) fn new(schedule: S, from: u64) -> Self {
        Self { schedule, from }
    }
}

impl<S: Schedule> Schedule for Hold<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from().map_or(self.from, |horizon| horizon.min(self.from)))
    }

    fn next_change(&self, step: u64) -> u64 {
        let next = self.schedule.next_change(step);
        if next > self.from { u64::MAX } else { next }
    }
}

impl<S: Schedule> Wraps for Hold<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        time.min(self.from as f64)
    }
}

wraps!(Hold<S>);

impl<S: Schedule> Hold<S> {
    fn summarize(&self, summary: &mut Summary) {
        // The step at which it is held is one of the schedule's own.
        summary.member(0, Some(self.from.saturating_add(1)), &self.schedule);
        if self.schedule.constant_from().is_none_or(|horizon| horizon > self.from) {
            summary.say(format!("constant from {}", summary.step(self.from)));
            summary.boundary(self.from);
        }
    }
}

type_entry!(Hold<S> "Hold" { schedule: Box<dyn Schedule>; step: u64, [it -> it.from] } => Ok(Hold::new(schedule, step)));

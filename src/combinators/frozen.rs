use super::wraps::{Wraps, wrapped, wraps};
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// Zero until a step, and from there the schedule in its own time: nothing is trained before.
/// [`Schedule::frozen_until`] makes it.
///
#[doc = include_str!("../docs/pictures/frozen.svg")]
///
/// ```
/// use tch_lr_scheduler::{Constant, Schedule};
///
/// assert_eq!(Constant.frozen_until(10).at(0.1, 9), 0.0);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frozen<S> {
    schedule: S,
    until: u64,
}

impl<S> Frozen<S> {
    pub(crate) fn new(schedule: S, until: u64) -> Self {
        Self { schedule, until }
    }
}

impl<S: Schedule> Schedule for Frozen<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from()?.saturating_add(self.until))
    }

    fn next_change(&self, step: u64) -> u64 {
        match step.checked_sub(self.until) {
            Some(step) => self.schedule.next_change(step).saturating_add(self.until),
            None => self.until,
        }
    }
}

impl<S: Schedule> Wraps for Frozen<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        (time - self.until as f64).max(0.0)
    }

    fn changed(&self, value: f64, time: f64) -> f64 {
        if time < self.until as f64 { 0.0 } else { value }
    }
}

wraps!(Frozen<S>);

impl<S: Schedule> Frozen<S> {
    fn summarize(&self, summary: &mut Summary) {
        summary.say(format!("0 until {}", summary.step(self.until)));
        summary.expect_zero_start();
        summary.final_member(self.until, "the thaw", &self.schedule);
    }
}

type_entry!(Frozen<S> "Frozen" { schedule: Box<dyn Schedule>; until: u64 } => Ok(Frozen::new(schedule, until)));

use super::wraps::{Wraps, wrapped, wraps};
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// Waits at the first value of a schedule before it begins. [`Schedule::delay`] makes it.
///
#[doc = include_str!("../docs/pictures/delay.svg")]
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.delay(10).at(1.0, 11), 0.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Delay<S> {
    schedule: S,
    steps: u64,
}

impl<S> Delay<S> {
    pub(crate) fn new(schedule: S, steps: u64) -> Self {
        Self { schedule, steps }
    }
}

impl<S: Schedule> Schedule for Delay<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        match self.schedule.constant_from()? {
            0 => Some(0),
            horizon => Some(horizon.saturating_add(self.steps)),
        }
    }

    fn next_change(&self, step: u64) -> u64 {
        self.schedule.next_change(step.saturating_sub(self.steps)).saturating_add(self.steps)
    }
}

impl<S: Schedule> Wraps for Delay<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        (time - self.steps as f64).max(0.0)
    }
}

wraps!(Delay<S>);

impl<S: Schedule> Delay<S> {
    fn summarize(&self, summary: &mut Summary) {
        summary.say(format!("{} until {}", summary.value(self.value(summary.base(), 0.0)), summary.step(self.steps)));
        summary.final_member(self.steps, "the end of the delay", &self.schedule);
    }
}

type_entry!(Delay<S> "Delay" { schedule: Box<dyn Schedule>; steps: u64 } => Ok(Delay::new(schedule, steps)));

use super::wraps::{Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::arithmetic::floor_div;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// Counts in blocks of steps: epochs, where the loop counts batches.
/// [`Schedule::every`] makes it.
///
#[doc = include_str!("../docs/pictures/every.svg")]
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.every(100)?.at(1.0, 199), 0.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Every<S> {
    schedule: S,
    steps: u64,
}

impl<S> Every<S> {
    pub(crate) fn new(schedule: S, steps: u64) -> Result<Self> {
        Ok(Self { schedule, steps: check::at_least_one("every", "steps", steps)? })
    }
}

impl<S: Schedule> Schedule for Every<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from()?.saturating_mul(self.steps))
    }

    fn next_change(&self, step: u64) -> u64 {
        self.schedule.next_change(step / self.steps).saturating_mul(self.steps)
    }
}

impl<S: Schedule> Wraps for Every<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        floor_div(time, self.steps)
    }
}

wraps!(Every<S>);

impl<S: Schedule> Every<S> {
    fn summarize(&self, summary: &mut Summary) {
        summary.at_pace(self.steps, &self.schedule);
    }
}

type_entry!(Every<S> "Every" { schedule: Box<dyn Schedule>; steps: u64 } => Every::new(schedule, steps));

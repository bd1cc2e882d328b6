use super::wraps::{Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// Runs a schedule so many times as slowly, through the fractions of its steps.
/// [`Schedule::stretch`] makes it.
///
#[doc = include_str!("../docs/pictures/stretch.svg")]
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Schedule};
///
/// assert_eq!(LinearLr::new(1.0, 0.5, 1)?.stretch(4)?.at(1.0, 2), 0.75);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch<S> {
    schedule: S,
    steps: u64,
}

impl<S> Stretch<S> {
    pub(crate) fn new(schedule: S, steps: u64) -> Result<Self> {
        Ok(Self { schedule, steps: check::at_least_one("stretch", "steps", steps)? })
    }
}

impl<S: Schedule> Schedule for Stretch<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from()?.saturating_mul(self.steps))
    }
}

impl<S: Schedule> Wraps for Stretch<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        time / self.steps as f64
    }
}

wraps!(Stretch<S>);

impl<S: Schedule> Stretch<S> {
    fn summarize(&self, summary: &mut Summary) {
        summary.at_pace(self.steps, &self.schedule);
    }
}

type_entry!(Stretch<S> "Stretch" { schedule: Box<dyn Schedule>; steps: u64 } => Stretch::new(schedule, steps));

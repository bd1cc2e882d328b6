use super::wraps::{Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// A schedule times a number. [`Schedule::scale`] makes it.
///
#[doc = include_str!("../docs/pictures/scale.svg")]
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.scale(0.5)?.at(1.0, 1), 0.25);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale<S> {
    schedule: S,
    factor: f64,
}

impl<S> Scale<S> {
    pub(crate) fn new(schedule: S, factor: f64) -> Result<Self> {
        Ok(Self { schedule, factor: check::finite_not_negative("scale", "factor", factor)? })
    }
}

impl<S: Schedule> Schedule for Scale<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        self.schedule.constant_from()
    }

    fn next_change(&self, step: u64) -> u64 {
        self.schedule.next_change(step)
    }
}

impl<S: Schedule> Wraps for Scale<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn changed(&self, value: f64, _time: f64) -> f64 {
        product(value, self.factor)
    }
}

wraps!(Scale<S>);

impl<S: Schedule> Scale<S> {
    fn summarize(&self, summary: &mut Summary) {
        summary.scaled(self.factor, &self.schedule);
    }
}

type_entry!(Scale<S> "Scale" { schedule: Box<dyn Schedule>; factor: f64 } => Scale::new(schedule, factor));

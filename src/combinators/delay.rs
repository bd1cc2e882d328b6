use super::wraps::{Wraps, wrapped, wraps};
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// A schedule that keeps its first value for some steps, and then starts. [`Schedule::delay`] returns it.
///
/// ```text
/// value(t) = schedule(max(t - steps, 0))
/// ```
///
#[doc = include_str!("../docs/pictures/delay.svg")]
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.delay(10);
/// assert_eq!([0, 10, 11, 12].map(|step| schedule.at(1.0, step)), [1.0, 1.0, 0.5, 0.25]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// optax has `transition_begin` in `linear_schedule`, `polynomial_schedule` and `exponential_decay`. mmengine has `begin` in every
/// scheduler; before `begin` a scheduler leaves the rate as it is, while this schedule already has its first value.
///
/// # Source
///
/// No paper: this is optax's `transition_begin` for any schedule.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
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
            step => Some(step.saturating_add(self.steps)),
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
        summary.phase(0, Some(self.steps), Shape::Constant);
        summary.member(self.steps, None, &self.schedule);
    }
}

type_entry!(Delay<S> "Delay" { schedule: Box<dyn Schedule>; steps: u64 } => Ok(Delay::new(schedule, steps)));

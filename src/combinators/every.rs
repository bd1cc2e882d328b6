use super::wraps::{Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::arithmetic::floor_div;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// A schedule that moves to its next step once per block of `steps` steps. [`Schedule::every`] returns it.
///
/// ```text
/// value(t) = schedule(floor(t / steps))
/// ```
///
#[doc = include_str!("../docs/pictures/every.svg")]
///
/// With `steps` batches per epoch, a schedule in epochs can be used in a loop that advances once per batch.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.every(100)?; // 100 batches per epoch
/// assert_eq!([0, 99, 100, 199, 200].map(|step| schedule.at(1.0, step)), [1.0, 1.0, 0.5, 0.5, 0.25]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// A training loop calls `scheduler.step()` once per epoch. Lightning calls it once per `steps` batches with
/// `{"interval": "step", "frequency": steps}`.
///
/// # Source
///
/// No paper: this is Lightning's `frequency`, and `Interpolator(schedule, rate)` of ParameterSchedulers.jl.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
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

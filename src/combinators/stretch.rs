use super::wraps::{Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// A schedule that is `steps` times as slow, and changes at every step. [`Schedule::stretch`] returns it.
///
/// ```text
/// value(t) = schedule(t / steps)
/// ```
///
#[doc = include_str!("../docs/pictures/stretch.svg")]
///
/// Between two steps of the schedule, its formula is used for the fraction of the step. With `steps` batches per epoch, a schedule
/// in epochs changes smoothly at every batch.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Schedule};
///
/// let schedule = LinearLr::new(1.0, 0.5, 1)?.stretch(4)?; // 4 batches per epoch
/// assert_eq!([0, 1, 2, 3, 4].map(|step| schedule.at(1.0, step)), [1.0, 0.875, 0.75, 0.625, 0.5]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Only `CosineAnnealingWarmRestarts.step` takes fractions of an epoch: `scheduler.step(epoch + i / batches)`. mmengine has
/// `convert_to_iter_based`, which multiplies the lengths of the schedule in the same way.
///
/// # Source
///
/// No paper: this is Composer's `scale_schedule_ratio` for one schedule, and `Interpolator(schedule, rate, identity)` of
/// ParameterSchedulers.jl.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
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
        summary.stretched(self.steps, &self.schedule);
    }
}

type_entry!(Stretch<S> "Stretch" { schedule: Box<dyn Schedule>; steps: u64 } => Stretch::new(schedule, steps));

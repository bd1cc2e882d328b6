use super::of_both::{combined, of_both};
use crate::schedule::summary::Combination;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// The larger of the values of two schedules, at every step. [`Schedule::max`] returns it.
///
/// ```text
/// value(t) = max(schedule(t), other(t))
/// ```
///
#[doc = include_str!("../docs/pictures/max.svg")]
///
/// Both schedules have the same base. The companion momentum is that of the first schedule that has one. In a
/// [`ChainedScheduler`](crate::ChainedScheduler) this schedule sets the value.
///
/// # Examples
///
/// A lower limit that is a fraction of the base:
///
/// ```
/// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.max(Constant.scale(0.1)?);
/// assert_eq!([0, 1, 4].map(|step| schedule.at(1.0, step)), [1.0, 0.5, 0.1]);
/// assert_eq!([0, 1, 4].map(|step| schedule.at(2.0, step)), [2.0, 1.0, 0.2]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// optax schedules are functions: `lambda step: jnp.maximum(schedule(step), other(step))`. Torch has no such scheduler.
///
/// # Source
///
/// No paper: this is [`f64::max`].
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Max<S, F> {
    schedule: S,
    other: F,
}

impl<S, F> Max<S, F> {
    pub(crate) fn new(schedule: S, other: F) -> Self {
        Self { schedule, other }
    }
}

impl<S: Schedule, F: Schedule> Schedule for Max<S, F> {
    combined!(f64::max);
}

of_both!(Max, f64::max);

impl<S: Schedule, F: Schedule> Max<S, F> {
    fn summarize(&self, summary: &mut Summary) {
        let members = [summary.combined(&self.schedule), summary.combined(&self.other)];
        summary.combine(Combination::Choice("the larger"), &members);
    }
}

type_entry!(Max<S, F> "Max" { schedule: Box<dyn Schedule>; other: Box<dyn Schedule> } => Ok(Max::new(schedule, other)));

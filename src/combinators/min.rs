use super::of_both::{combined, of_both};
use crate::schedule::summary::Combination;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// The smaller of the values of two schedules, at every step. [`Schedule::min`] returns it.
///
/// ```text
/// value(t) = min(schedule(t), other(t))
/// ```
///
#[doc = include_str!("../docs/pictures/min.svg")]
///
/// Both schedules have the same base. The companion momentum is that of the first schedule that has one. In a
/// [`ChainedScheduler`](crate::ChainedScheduler) this schedule sets the value.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
///
/// let schedule = Constant.min(ExponentialLr::new(2.0)?.scale(0.25)?);
/// assert_eq!([0, 1, 2, 3].map(|step| schedule.at(1.0, step)), [0.25, 0.5, 1.0, 1.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// optax schedules are functions: `lambda step: jnp.minimum(schedule(step), other(step))`. Torch has no such scheduler.
///
/// # Source
///
/// No paper: this is [`f64::min`].
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Min<S, F> {
    schedule: S,
    other: F,
}

impl<S, F> Min<S, F> {
    pub(crate) fn new(schedule: S, other: F) -> Self {
        Self { schedule, other }
    }
}

impl<S: Schedule, F: Schedule> Schedule for Min<S, F> {
    combined!(f64::min);
}

of_both!(Min, f64::min);

impl<S: Schedule, F: Schedule> Min<S, F> {
    fn summarize(&self, summary: &mut Summary) {
        let members = [summary.combined(&self.schedule), summary.combined(&self.other)];
        summary.combine(Combination::Choice("the smaller"), &members);
    }
}

type_entry!(Min<S, F> "Min" { schedule: Box<dyn Schedule>; other: Box<dyn Schedule> } => Ok(Min::new(schedule, other)));

use super::of_both::{combined, of_both};
use crate::schedule::arithmetic::saturate;
use crate::schedule::summary::Combination;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// The sum of two schedules. [`Schedule::plus`] returns it.
///
/// ```text
/// value(t) = schedule(t) + other(t)
/// ```
///
#[doc = include_str!("../docs/pictures/plus.svg")]
///
/// Both schedules have the same base. The companion momentum is that of the first schedule that has one. In a
/// [`ChainedScheduler`](crate::ChainedScheduler) this schedule sets the value. [`Offset`](super::Offset) adds a number.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ConstantLr, ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.plus(ConstantLr::new(0.25, 2)?.scale(0.5)?);
/// assert_eq!([0, 1, 2].map(|step| schedule.at(1.0, step)), [1.125, 0.625, 0.75]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// A triangle whose lower and upper ends both fall is a sum of a fall and of triangles that shrink:
///
/// ```
/// use tch_lr_scheduler::{CyclicLr, CyclicMode, ExponentialLr, Schedule};
///
/// let triangles = CyclicLr::new(0.0, 0.5)?.step_size_up(2)?.mode(CyclicMode::Triangular2);
/// let schedule = ExponentialLr::new(0.5)?.stretch(4)?.plus(triangles);
/// assert_eq!([0, 4, 8].map(|step| schedule.at(1.0, step)), [1.0, 0.5, 0.25]);
/// assert!(schedule.at(1.0, 2) > 1.2 && schedule.at(1.0, 6) < 0.61); // the peaks
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// burn has `ComposedLrSchedulerConfig` with `SchedulerReduction::Sum`, ParameterSchedulers.jl has `ComposedSchedule`, and optax
/// schedules are functions: `lambda step: schedule(step) + other(step)`. Torch has no such scheduler.
///
/// # Source
///
/// No paper: this is an addition.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plus<S, F> {
    schedule: S,
    other: F,
}

impl<S, F> Plus<S, F> {
    pub(crate) fn new(schedule: S, other: F) -> Self {
        Self { schedule, other }
    }
}

/// The sum of two finite numbers. A sum that overflows is limited to the largest `f64` of its sign.
fn sum(left: f64, right: f64) -> f64 {
    saturate(left + right)
}

impl<S: Schedule, F: Schedule> Schedule for Plus<S, F> {
    combined!(sum);
}

of_both!(Plus, sum);

impl<S: Schedule, F: Schedule> Plus<S, F> {
    fn summarize(&self, summary: &mut Summary) {
        let members = [summary.combined(&self.schedule), summary.combined(&self.other)];
        summary.combine(Combination::Sum, &members);
    }
}

type_entry!(Plus<S, F> "Plus" { schedule: Box<dyn Schedule>; other: Box<dyn Schedule> } => Ok(Plus::new(schedule, other)));

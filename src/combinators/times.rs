use super::wraps::{Role, Wraps, wrapped, wraps};
use crate::schedule::arithmetic::product;
use crate::schedule::lookup;
use crate::schedule::nesting::Nesting;
use crate::schedule::summary::Combination;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// The product of two schedules. [`Schedule::times`] returns it.
///
/// ```text
/// value(t) = schedule(t) * factor(t)     factor has the base 1
/// ```
///
#[doc = include_str!("../docs/pictures/times.svg")]
///
/// In a [`ChainedScheduler`](crate::ChainedScheduler), members that set the value overwrite the value of other members; this
/// product multiplies any two schedules. The companion momentum is that of the first schedule.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, StepLr, Schedule};
///
/// let schedule = StepLr::new(1, 0.5)?.times(ExponentialLr::new(0.5)?);
/// assert_eq!([0, 1, 2].map(|step| schedule.at(1.0, step)), [1.0, 0.25, 0.0625]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// Composer multiplies all schedulers of its list. burn has `ComposedLrSchedulerConfig` with `SchedulerReduction::Prod`. Torch's
/// `ChainedScheduler` multiplies only schedulers that are factors of the base.
///
/// # Source
///
/// No paper: this is a multiplication.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Times<S, F> {
    schedule: S,
    factor: F,
}

impl<S, F> Times<S, F> {
    pub(crate) fn new(schedule: S, factor: F) -> Self {
        Self { schedule, factor }
    }
}

impl<S: Schedule, F: Schedule> Schedule for Times<S, F> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from()?.max(self.factor.constant_from()?))
    }

    fn next_change(&self, step: u64) -> u64 {
        self.schedule.next_change(step).min(self.factor.next_change(step))
    }
}

impl<S: Schedule, F: Schedule> Wraps for Times<S, F> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn changed(&self, value: f64, time: f64) -> f64 {
        product(value, self.factor.value(1.0, time))
    }

    fn changed_peak(&self, peak: f64) -> f64 {
        product(peak, self.factor.peak(1.0))
    }

    fn role(&self) -> Option<Role> {
        let (schedule, factor) = (lookup::in_chain(&self.schedule)?, lookup::in_chain(&self.factor)?);
        let multiplies = schedule.is_proportional() && factor.is_proportional();
        Some(if multiplies { Role::Multiplies } else { Role::Replaces })
    }

    fn steps_of_others(&self, time: f64) -> f64 {
        lookup::steps_to_walk(&self.factor, time)
    }

    fn is_ended(&self, time: f64) -> bool {
        lookup::is_past_end(&self.factor, time)
    }

    fn nesting_of_others(&self) -> Nesting {
        lookup::nesting(&self.factor)
    }
}

wraps!(Times<S, F>);

impl<S: Schedule, F: Schedule> Times<S, F> {
    fn summarize(&self, summary: &mut Summary) {
        let members = [summary.combined(&self.schedule), summary.factor(&self.factor)];
        summary.combine(Combination::Product, &members);
    }
}

type_entry!(Times<S, F> "Times" { schedule: Box<dyn Schedule>; factor: Box<dyn Schedule> } => Ok(Times::new(schedule, factor)));

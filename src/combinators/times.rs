use super::wraps::{Role, Wraps, wrapped, wraps};
use crate::schedule::arithmetic::product;
use crate::schedule::lookup;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// A schedule times the factor that another makes of 1. [`Schedule::times`] makes it.
///
#[doc = include_str!("../docs/pictures/times.svg")]
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, StepLr, Schedule};
///
/// assert_eq!(StepLr::new(1, 0.5)?.times(ExponentialLr::new(0.5)?).at(1.0, 1), 0.25);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
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

    fn role(&self) -> Option<Role> {
        let (schedule, factor) = (lookup::in_chain(&self.schedule)?, lookup::in_chain(&self.factor)?);
        let multiplies = schedule.is_proportional() && factor.is_proportional();
        Some(if multiplies { Role::Multiplies } else { Role::Replaces })
    }

    fn steps_of_others(&self, time: f64) -> f64 {
        lookup::steps_to_walk(&self.factor, time)
    }
}

wraps!(Times<S, F>);

impl<S: Schedule, F: Schedule> Times<S, F> {
    fn summarize(&self, summary: &mut Summary) {
        let (told, factor) = (summary.sentence_of(&self.schedule), summary.factor_sentence_of(&self.factor));
        summary.say(format!("{told}; times a factor: {factor}"));
    }
}

type_entry!(Times<S, F> "Times" { schedule: Box<dyn Schedule>; factor: Box<dyn Schedule> } => Ok(Times::new(schedule, factor)));

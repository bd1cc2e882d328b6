use super::forward::in_value;
use crate::schedule::arithmetic::product;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, ScheduleSpec, Story};

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

impl<S, F: Schedule> Times<S, F> {
    fn changed(&self, value: f64, time: f64) -> f64 {
        product(value, self.factor.value(1.0, time))
    }
}

impl<S: Schedule, F: Schedule> Schedule for Times<S, F> {
    in_value!(factor);

    fn horizon(&self) -> Option<u64> {
        Some(self.schedule.horizon()?.max(self.factor.horizon()?))
    }

    fn next_change(&self, step: u64) -> u64 {
        self.schedule.next_change(step).min(self.factor.next_change(step))
    }

    fn is_proportional(&self) -> bool {
        self.schedule.is_proportional() && self.factor.is_proportional()
    }

    fn spec(&self) -> ScheduleSpec {
        self.written()
    }

    fn tell(&self, story: &mut Story) {
        let (told, factor) = (story.apart(&self.schedule), story.apart_as_factor(&self.factor));
        story.say(format!("{told}; times a factor: {factor}"));
    }
}

type_entry!(Times<S, F> "Times" { schedule: Box<dyn Schedule>; factor: Box<dyn Schedule> } => Ok(Times::new(schedule, factor)));

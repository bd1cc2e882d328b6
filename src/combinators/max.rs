use super::of_both::{combined, of_both};
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// The larger of two schedules at every step. [`Schedule::max`] makes it.
///
#[doc = include_str!("../docs/pictures/max.svg")]
///
/// ```
/// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
///
/// assert_eq!(Constant.max(ExponentialLr::new(0.5)?).at(1.0, 1), 1.0);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
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
        let (one, other) = (summary.sentence_of(&self.schedule), summary.sentence_of(&self.other));
        summary.say(format!("the larger of: {one}; and: {other}"));
    }
}

type_entry!(Max<S, F> "Max" { schedule: Box<dyn Schedule>; other: Box<dyn Schedule> } => Ok(Max::new(schedule, other)));

use super::of_both::{combined, of_both};
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// The smaller of two schedules at every step. [`Schedule::min`] makes it.
///
#[doc = include_str!("../docs/pictures/min.svg")]
///
/// ```
/// use tch_lr_scheduler::{Constant, ExponentialLr, Schedule};
///
/// assert_eq!(Constant.min(ExponentialLr::new(0.5)?).at(1.0, 1), 0.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
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
        let (one, other) = (summary.sentence_of(&self.schedule), summary.sentence_of(&self.other));
        summary.say(format!("the smaller of: {one}; and: {other}"));
    }
}

type_entry!(Min<S, F> "Min" { schedule: Box<dyn Schedule>; other: Box<dyn Schedule> } => Ok(Min::new(schedule, other)));

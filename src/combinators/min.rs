use super::forward::of_both;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, ScheduleSpec, Story};

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
    of_both!(f64::min);

    fn spec(&self) -> ScheduleSpec {
        self.written()
    }

    fn tell(&self, story: &mut Story) {
        let (one, other) = (story.apart(&self.schedule), story.apart(&self.other));
        story.say(format!("the smaller of: {one}; and: {other}"));
    }
}

type_entry!(Min<S, F> "Min" { schedule: Box<dyn Schedule>; other: Box<dyn Schedule> } => Ok(Min::new(schedule, other)));

use super::forward::in_local_time;
use crate::error::check;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, ScheduleSpec, Story};

/// Runs a schedule so many times as slowly, through the fractions of its steps.
/// [`Schedule::stretch`] makes it.
///
#[doc = include_str!("../docs/pictures/stretch.svg")]
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Schedule};
///
/// assert_eq!(LinearLr::new(1.0, 0.5, 1)?.stretch(4)?.at(1.0, 2), 0.75);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch<S> {
    schedule: S,
    steps: u64,
}

impl<S> Stretch<S> {
    pub(crate) fn new(schedule: S, steps: u64) -> Result<Self> {
        Ok(Self { schedule, steps: check::at_least_one("stretch", "steps", steps)? })
    }

    fn local(&self, time: f64) -> f64 {
        time / self.steps as f64
    }
}

impl<S: Schedule> Schedule for Stretch<S> {
    in_local_time!();

    fn horizon(&self) -> Option<u64> {
        Some(self.schedule.horizon()?.saturating_mul(self.steps))
    }

    fn spec(&self) -> ScheduleSpec {
        self.written()
    }

    fn tell(&self, story: &mut Story) {
        story.at_pace(self.steps, &self.schedule);
    }
}

type_entry!(Stretch<S> "Stretch" { schedule: Box<dyn Schedule>; steps: u64 } => Stretch::new(schedule, steps));

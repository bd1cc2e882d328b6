use super::forward::in_local_time;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, ScheduleSpec, Story};

/// Waits at the first value of a schedule before it begins. [`Schedule::delay`] makes it.
///
#[doc = include_str!("../docs/pictures/delay.svg")]
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.delay(10).at(1.0, 11), 0.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Delay<S> {
    schedule: S,
    steps: u64,
}

impl<S> Delay<S> {
    pub(crate) fn new(schedule: S, steps: u64) -> Self {
        Self { schedule, steps }
    }

    fn local(&self, time: f64) -> f64 {
        (time - self.steps as f64).max(0.0)
    }
}

impl<S: Schedule> Schedule for Delay<S> {
    in_local_time!();

    fn horizon(&self) -> Option<u64> {
        match self.schedule.horizon()? {
            0 => Some(0),
            horizon => Some(horizon.saturating_add(self.steps)),
        }
    }

    fn next_change(&self, step: u64) -> u64 {
        self.schedule.next_change(step.saturating_sub(self.steps)).saturating_add(self.steps)
    }

    fn spec(&self) -> ScheduleSpec {
        self.written()
    }

    fn tell(&self, story: &mut Story) {
        story.say(format!("{} until {}", story.value(self.value(story.base(), 0.0)), story.step(self.steps)));
        story.last_member(self.steps, "the end of the delay", &self.schedule);
    }
}

type_entry!(Delay<S> "Delay" { schedule: Box<dyn Schedule>; steps: u64 } => Ok(Delay::new(schedule, steps)));

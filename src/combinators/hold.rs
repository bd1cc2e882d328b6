use super::forward::in_local_time;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, ScheduleSpec, Story};

/// Stays at the value of one step from there on. [`Schedule::hold`] makes it.
///
#[doc = include_str!("../docs/pictures/hold.svg")]
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Schedule};
///
/// assert_eq!(LinearLr::new(1.0, 0.5, 10)?.hold(5).at(1.0, 9), 0.75);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hold<S> {
    schedule: S,
    from: u64,
}

impl<S> Hold<S> {
    pub(crate) fn new(schedule: S, from: u64) -> Self {
        Self { schedule, from }
    }

    fn local(&self, time: f64) -> f64 {
        time.min(self.from as f64)
    }
}

impl<S: Schedule> Schedule for Hold<S> {
    in_local_time!();

    fn horizon(&self) -> Option<u64> {
        Some(self.schedule.horizon().map_or(self.from, |horizon| horizon.min(self.from)))
    }

    fn next_change(&self, step: u64) -> u64 {
        let next = self.schedule.next_change(step);
        if next > self.from { u64::MAX } else { next }
    }

    fn spec(&self) -> ScheduleSpec {
        self.written()
    }

    fn tell(&self, story: &mut Story) {
        // The step at which it is held is one of the schedule's own.
        story.member(0, Some(self.from.saturating_add(1)), &self.schedule);
        if self.schedule.horizon().is_none_or(|horizon| horizon > self.from) {
            story.say(format!("constant from {}", story.step(self.from)));
            story.edge(self.from);
        }
    }
}

type_entry!(Hold<S> "Hold" { schedule: Box<dyn Schedule>; step: u64, [it -> it.from] } => Ok(Hold::new(schedule, step)));

use crate::schedule::type_entry::type_entry;
use crate::{Schedule, ScheduleSpec, Story};

/// Zero until a step, and from there the schedule in its own time: nothing is trained before.
/// [`Schedule::frozen_until`] makes it.
///
#[doc = include_str!("../docs/pictures/frozen.svg")]
///
/// ```
/// use tch_lr_scheduler::{Constant, Schedule};
///
/// assert_eq!(Constant.frozen_until(10).at(0.1, 9), 0.0);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frozen<S> {
    schedule: S,
    until: u64,
}

impl<S> Frozen<S> {
    pub(crate) fn new(schedule: S, until: u64) -> Self {
        Self { schedule, until }
    }
}

impl<S: Schedule> Schedule for Frozen<S> {
    fn value(&self, base: f64, time: f64) -> f64 {
        let until = self.until as f64;
        if time < until { 0.0 } else { self.schedule.value(base, time - until) }
    }

    fn horizon(&self) -> Option<u64> {
        Some(self.schedule.horizon()?.saturating_add(self.until))
    }

    fn next_change(&self, step: u64) -> u64 {
        match step.checked_sub(self.until) {
            Some(step) => self.schedule.next_change(step).saturating_add(self.until),
            None => self.until,
        }
    }

    fn is_proportional(&self) -> bool {
        self.schedule.is_proportional()
    }

    fn momentum(&self, time: f64) -> Option<f64> {
        self.schedule.momentum((time - self.until as f64).max(0.0))
    }

    fn first_momentum(&self) -> Option<f64> {
        self.schedule.first_momentum()
    }

    fn take_over(&self, base: f64, before: &dyn Fn() -> f64, time: f64) -> f64 {
        let until = self.until as f64;
        if time < until { 0.0 } else { self.schedule.take_over(base, before, time - until) }
    }

    fn goes_on(&self) -> bool {
        self.schedule.goes_on()
    }

    fn walk(&self, time: f64) -> f64 {
        self.schedule.walk((time - self.until as f64).max(0.0))
    }

    fn spec(&self) -> ScheduleSpec {
        self.written()
    }

    fn tell(&self, story: &mut Story) {
        story.say(format!("0 until {}", story.step(self.until)));
        story.meant_to_rest();
        story.last_member(self.until, "the thaw", &self.schedule);
    }
}

type_entry!(Frozen<S> "Frozen" { schedule: Box<dyn Schedule>; until: u64 } => Ok(Frozen::new(schedule, until)));

use super::forward::in_value;
use crate::error::check;
use crate::schedule::arithmetic::finite;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, ScheduleSpec, Story};

/// A schedule plus a number. [`Schedule::shift`] makes it.
///
#[doc = include_str!("../docs/pictures/shift.svg")]
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.shift(1.0)?.at(1.0, 1), 1.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shift<S> {
    schedule: S,
    amount: f64,
}

impl<S> Shift<S> {
    pub(crate) fn new(schedule: S, amount: f64) -> Result<Self> {
        Ok(Self { schedule, amount: check::finite("shift", "amount", amount)? })
    }

    fn changed(&self, value: f64, _time: f64) -> f64 {
        finite(value + self.amount)
    }
}

impl<S: Schedule> Schedule for Shift<S> {
    in_value!();

    fn horizon(&self) -> Option<u64> {
        self.schedule.horizon()
    }

    fn next_change(&self, step: u64) -> u64 {
        self.schedule.next_change(step)
    }

    fn spec(&self) -> ScheduleSpec {
        self.written()
    }

    fn tell(&self, story: &mut Story) {
        let told = story.apart(&self.schedule);
        story.say(format!("{told}; plus {}", story.value(self.amount)));
    }
}

type_entry!(Shift<S> "Shift" { schedule: Box<dyn Schedule>; amount: f64 } => Shift::new(schedule, amount));

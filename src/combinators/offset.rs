use super::wraps::{Role, Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::arithmetic::finite;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// A schedule plus a number. [`Schedule::offset`] makes it.
///
#[doc = include_str!("../docs/pictures/offset.svg")]
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.offset(1.0)?.at(1.0, 1), 1.5);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offset<S> {
    schedule: S,
    amount: f64,
}

impl<S> Offset<S> {
    pub(crate) fn new(schedule: S, amount: f64) -> Result<Self> {
        Ok(Self { schedule, amount: check::finite("offset", "amount", amount)? })
    }
}

impl<S: Schedule> Schedule for Offset<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        self.schedule.constant_from()
    }

    fn next_change(&self, step: u64) -> u64 {
        self.schedule.next_change(step)
    }
}

impl<S: Schedule> Wraps for Offset<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn changed(&self, value: f64, _time: f64) -> f64 {
        finite(value + self.amount)
    }

    fn role(&self) -> Option<Role> {
        Some(Role::Replaces)
    }
}

wraps!(Offset<S>);

impl<S: Schedule> Offset<S> {
    fn summarize(&self, summary: &mut Summary) {
        let told = summary.sentence_of(&self.schedule);
        summary.say(format!("{told}; plus {}", summary.value(self.amount)));
    }
}

type_entry!(Offset<S> "Offset" { schedule: Box<dyn Schedule>; amount: f64 } => Offset::new(schedule, amount));

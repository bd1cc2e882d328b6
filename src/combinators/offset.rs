use super::wraps::{Role, Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::arithmetic::saturate;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// A schedule plus a number. [`Schedule::offset`] returns it.
///
/// ```text
/// value(t) = schedule(t) + amount
/// ```
///
#[doc = include_str!("../docs/pictures/offset.svg")]
///
/// `amount` is a value, not a factor of the base. The companion momentum stays as it is. In a
/// [`ChainedScheduler`](crate::ChainedScheduler) this schedule sets the value.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.offset(0.25)?;
/// assert_eq!([0, 1, 2].map(|step| schedule.at(1.0, step)), [1.25, 0.75, 0.5]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// optax schedules are functions: `lambda step: schedule(step) + amount`. Torch has no such scheduler.
///
/// # Source
///
/// No paper: this is an addition.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
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
        saturate(value + self.amount)
    }

    fn changed_peak(&self, peak: f64) -> f64 {
        saturate(peak + self.amount)
    }

    fn role(&self) -> Option<Role> {
        Some(Role::Replaces)
    }
}

wraps!(Offset<S>);

impl<S: Schedule> Offset<S> {
    fn summarize(&self, summary: &mut Summary) {
        summary.add(&self.schedule);
    }
}

type_entry!(Offset<S> "Offset" { schedule: Box<dyn Schedule>; amount: f64 } => Offset::new(schedule, amount));

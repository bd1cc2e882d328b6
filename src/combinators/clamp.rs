use super::wraps::{Role, Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::summary::{Combination, Combined};
use crate::schedule::type_entry::type_entry;
use crate::{Constant, Result, Schedule, Summary};

/// A schedule whose values are limited to the range from `low` to `high`. [`Schedule::clamp`] returns it.
///
/// ```text
/// value(t) = min(max(schedule(t), low), high)
/// ```
///
#[doc = include_str!("../docs/pictures/clamp.svg")]
///
/// The limits are values, not factors of the base. The companion momentum is not limited. In a
/// [`ChainedScheduler`](crate::ChainedScheduler) this schedule sets the value.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.clamp(0.2, 0.8)?;
/// assert_eq!([0, 1, 2, 3].map(|step| schedule.at(1.0, step)), [0.8, 0.5, 0.25, 0.2]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// NeMo limits several of its schedules in this way: `max(min_lr, lr)`. Torch has no such scheduler.
///
/// # Source
///
/// No paper: this is [`f64::clamp`].
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clamp<S> {
    schedule: S,
    low: f64,
    high: f64,
}

impl<S> Clamp<S> {
    pub(crate) fn new(schedule: S, low: f64, high: f64) -> Result<Self> {
        check::ensure(high.is_finite() && high >= low, "clamp", "high", format!("finite and at least low ({low:?})"), high)?;
        Ok(Self { schedule, low: check::finite("clamp", "low", low)?, high })
    }
}

impl<S: Schedule> Schedule for Clamp<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        self.schedule.constant_from()
    }

    fn next_change(&self, step: u64) -> u64 {
        self.schedule.next_change(step)
    }
}

impl<S: Schedule> Wraps for Clamp<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn changed(&self, value: f64, _time: f64) -> f64 {
        value.max(self.low).min(self.high)
    }

    fn changed_peak(&self, peak: f64) -> f64 {
        self.changed(peak, 0.0)
    }

    fn role(&self) -> Option<Role> {
        Some(Role::Replaces)
    }
}

wraps!(Clamp<S>);

impl<S: Schedule> Clamp<S> {
    fn summarize(&self, summary: &mut Summary) {
        let limit = |base| Combined { base, before: None, ..summary.combined(&Constant) };
        let members = [summary.combined(&self.schedule), limit(self.low), limit(self.high)];
        summary.combine(Combination::Choice("the middle one"), &members);
    }
}

type_entry!(Clamp<S> "Clamp" { schedule: Box<dyn Schedule>; low: f64; high: f64 } => Clamp::new(schedule, low, high));

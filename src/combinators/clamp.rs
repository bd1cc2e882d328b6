use super::wraps::{Role, Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// Keeps a schedule between two values. [`Schedule::clamp`] makes it.
///
#[doc = include_str!("../docs/pictures/clamp.svg")]
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// assert_eq!(ExponentialLr::new(0.5)?.clamp(0.2, 0.8)?.at(1.0, 0), 0.8);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clamp<S> {
    schedule: S,
    low: f64,
    high: f64,
}

impl<S> Clamp<S> {
    pub(crate) fn new(schedule: S, low: f64, high: f64) -> Result<Self> {
        check::ensure(high.is_finite() && high >= low, "clamp", "high", format!("finite and at least low, {low:?}"), high)?;
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

    fn role(&self) -> Option<Role> {
        Some(Role::Replaces)
    }
}

wraps!(Clamp<S>);

impl<S: Schedule> Clamp<S> {
    fn summarize(&self, summary: &mut Summary) {
        let told = summary.sentence_of(&self.schedule);
        summary.say(format!("{told}; never below {} nor above {}", summary.value(self.low), summary.value(self.high)));
        summary.warn_floor("low", self.low);
    }
}

type_entry!(Clamp<S> "Clamp" { schedule: Box<dyn Schedule>; low: f64; high: f64 } => Clamp::new(schedule, low, high));

use super::wraps::{accessors, momentum_in_local_time};
use crate::error::check;
use crate::schedule::arithmetic::{decayed, floor_div};
use crate::schedule::lookup;
use crate::schedule::nesting::Nesting;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, History, Result, Schedule, Summary};

/// A schedule that starts again after every period. [`Schedule::cycle`] returns it.
///
/// ```text
/// n        = floor(t / period)
/// value(t) = schedule(t - n * period)     with the base base * decay^n
/// ```
///
#[doc = include_str!("../docs/pictures/cycle.svg")]
///
/// [`decay`](Self::decay) lowers the base from cycle to cycle, and so the peaks. Its default is 1: all cycles are equal.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.cycle(3)?;
/// assert_eq!([0, 1, 2, 3, 4].map(|step| schedule.at(1.0, step)), [1.0, 0.5, 0.25, 1.0, 0.5]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// ParameterSchedulers.jl has `Loop(f, period)`, without a decay. For a cosine, timm's `CosineLRScheduler` has `cycle_decay`,
/// Keras' `CosineDecayRestarts` has `m_mul`, and torch's `CosineAnnealingWarmRestarts` has neither; for cycles that grow, use
/// [`CosineAnnealingWarmRestarts`](crate::CosineAnnealingWarmRestarts).
///
/// # Source
///
/// Restarts: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", arXiv 1608.03983. The decay of the
/// peaks is as timm's `cycle_decay`.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cycle<S> {
    schedule: S,
    period: u64,
    decay: f64,
}

impl<S> Cycle<S> {
    pub(crate) fn new(schedule: S, period: u64) -> Result<Self> {
        Ok(Self { schedule, period: check::at_least_one("cycle", "period", period)?, decay: 1.0 })
    }

    /// The factor on the base from each cycle to the next. Finite and not negative; default 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `decay` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
    ///
    /// let schedule = CosineAnnealingLr::new(10)?.cycle(10)?.decay(0.5)?;
    /// assert_eq!([0, 10, 20].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.025]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn decay(mut self, decay: f64) -> Result<Self> {
        self.decay = check::finite_not_negative("cycle", "decay", decay)?;
        Ok(self)
    }
}

impl<S: Schedule> Schedule for Cycle<S> {
    fn value(&self, base: f64, time: f64) -> f64 {
        let cycle = floor_div(time, self.period);
        self.schedule.value(decayed(base, self.decay, cycle), self.local(time))
    }

    fn peak(&self, base: f64) -> f64 {
        self.schedule.peak(base)
    }

    accessors!();

    fn constant_from(&self) -> Option<u64> {
        (self.decay == 1.0 && self.schedule.constant_from() == Some(0)).then_some(0)
    }

    fn next_change(&self, step: u64) -> u64 {
        if self.constant_from().is_some() {
            return u64::MAX;
        }
        let local = step % self.period;
        (step - local).saturating_add(self.schedule.next_change(local).min(self.period))
    }
}

impl<S: Schedule> Cycle<S> {
    fn local(&self, time: f64) -> f64 {
        time % self.period as f64
    }
}

momentum_in_local_time!(Cycle<S>);

impl<S: Schedule> History for Cycle<S> {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        lookup::in_chain(&self.schedule).map(|_| self as &dyn ChainMember)
    }

    fn steps_to_walk(&self, time: f64) -> f64 {
        lookup::steps_to_walk(&self.schedule, self.local(time))
    }

    fn is_past_end(&self, time: f64) -> bool {
        lookup::is_past_end(&self.schedule, self.local(time))
    }

    fn nesting(&self) -> Nesting {
        lookup::nesting(&self.schedule).around()
    }
}

impl<S: Schedule> ChainMember for Cycle<S> {
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        lookup::chain(self, self.is_proportional(), current, base, step)
    }

    fn is_proportional(&self) -> bool {
        lookup::is_proportional(&self.schedule)
    }

    fn settles_at(&self) -> Option<u64> {
        self.constant_from()
    }
}

impl<S: Schedule> Cycle<S> {
    fn summarize(&self, summary: &mut Summary) {
        summary.repeated(self.period, |summary, cycle, period| {
            let base = decayed(summary.base(), self.decay, cycle as f64);
            summary.cycle_with_base(base, period, &self.schedule);
        });
    }
}

type_entry!(Cycle<S> "Cycle" { schedule: Box<dyn Schedule>; period: u64; decay: f64 = 1.0 } => Cycle::new(schedule, period)?.decay(decay));

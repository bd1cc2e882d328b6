use super::wraps::{Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::step_range::StepRange;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};
use std::ops::RangeBounds;

/// A schedule that acts only within a range of steps. [`Schedule::within`] returns it.
///
/// ```text
/// value(t) = schedule(min(max(t, from), until - 1) - from)
/// ```
///
#[doc = include_str!("../docs/pictures/within.svg")]
///
/// Before the range the value is the first one of the schedule, and after the range it is that of the last step in the range. As a
/// factor of [`times`](Schedule::times), several schedules can thus act in different parts of a run.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.within(10..13)?;
/// assert_eq!([0, 10, 11, 12, 13, 99].map(|step| schedule.at(0.8, step)), [0.8, 0.8, 0.4, 0.2, 0.2, 0.2]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// A warm-up and two falls, as three entries of a list in mmengine:
///
/// ```
/// use tch_lr_scheduler::{Constant, LinearLr, Schedule};
///
/// let warmup = LinearLr::new(0.1, 1.0, 9)?.within(..10)?;
/// let first = LinearLr::new(1.0, 0.5, 10)?.within(20..=30)?;
/// let second = LinearLr::new(1.0, 0.5, 10)?.within(80..=90)?;
/// let schedule = warmup.times(first).times(second);
/// let rates = [0, 9, 20, 30, 80, 90].map(|step| (schedule.at(1.0, step) * 1e3).round() / 1e3);
/// assert_eq!(rates, [0.1, 1.0, 1.0, 0.5, 0.5, 0.25]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such scheduler: a `SequentialLR` with a `ConstantLR` in front and behind is the nearest.
///
/// # In other libraries
///
/// - mmengine: `begin` and `end` of every scheduler of the list `param_scheduler`. With `end`, its `LinearLR` arrives at its end factor
///   at step `end - 1`: `total_iters` is `end - begin - 1`. The values agree within 1e-9, because mmengine computes each rate from
///   the one before, so that rounding errors add up.
/// - [`Hold`](super::Hold) and [`Delay`](super::Delay) are the two halves: `within(a..b)` is `delay(a).hold(b - 1)`
///
/// # Source
///
/// No paper: this is mmengine's `begin` and `end`.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Within<S> {
    schedule: S,
    from: u64,
    until: Option<u64>,
}

impl<S> Within<S> {
    pub(crate) fn new(schedule: S, steps: impl RangeBounds<u64>) -> Result<Self> {
        let StepRange { from, until } = StepRange::new(steps);
        Self::of(schedule, from, until)
    }

    fn of(schedule: S, from: u64, until: Option<u64>) -> Result<Self> {
        let bound = || format!("above from ({from}), so that the range has a step");
        check::ensure(until.is_none_or(|until| until > from), "within", "until", bound(), until.unwrap_or_default())?;
        Ok(Self { schedule, from, until })
    }

    /// The last step in the range.
    fn last(&self) -> Option<u64> {
        self.until.map(|until| until - 1)
    }
}

impl<S: Schedule> Schedule for Within<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        let of_inner = self.schedule.constant_from().map(|step| if step == 0 { 0 } else { step.saturating_add(self.from) });
        match (of_inner, self.last()) {
            (Some(step), Some(last)) => Some(step.min(last)),
            (step, last) => step.or(last),
        }
    }

    fn next_change(&self, step: u64) -> u64 {
        let next = self.schedule.next_change(step.saturating_sub(self.from)).saturating_add(self.from);
        if self.last().is_some_and(|last| next > last) { u64::MAX } else { next }
    }
}

impl<S: Schedule> Wraps for Within<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        let time = self.last().map_or(time, |last| time.min(last as f64));
        (time - self.from as f64).max(0.0)
    }
}

wraps!(Within<S>);

impl<S: Schedule> Within<S> {
    fn summarize(&self, summary: &mut Summary) {
        summary.phase(0, Some(self.from), Shape::Constant);
        summary.member(self.from, self.until, &self.schedule);
        if let Some(until) = self.until {
            summary.phase(until, None, Shape::Constant);
        }
    }
}

type_entry!(Within<S> "Within" { schedule: Box<dyn Schedule>; from: u64 = 0; until: Option<u64> = None } => Within::of(schedule, from, until));

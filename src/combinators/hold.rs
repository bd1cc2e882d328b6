use super::wraps::{Wraps, wrapped, wraps};
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// A schedule that keeps the value of one step from that step on. [`Schedule::hold`] returns it.
///
/// ```text
/// value(t) = schedule(min(t, step))
/// ```
///
#[doc = include_str!("../docs/pictures/hold.svg")]
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Schedule};
///
/// let schedule = LinearLr::new(1.0, 0.5, 10)?.hold(5);
/// assert_eq!([0, 5, 6, 10].map(|step| schedule.at(1.0, step)), [1.0, 0.75, 0.75, 0.75]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// optax's `cosine_decay_schedule` and Keras' `CosineDecay` keep their last value by themselves, as
/// `CosineAnnealingLr::new(decay_steps)?.hold(decay_steps)` does. Torch's `CosineAnnealingLR` rises again. mmengine has `end` in
/// every scheduler.
///
/// # Source
///
/// No paper: mmengine's `end` has the same purpose.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hold<S> {
    schedule: S,
    from: u64,
}

impl<S> Hold<S> {
    pub(crate) fn new(schedule: S, from: u64) -> Self {
        Self { schedule, from }
    }
}

impl<S: Schedule> Schedule for Hold<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from().map_or(self.from, |step| step.min(self.from)))
    }

    fn next_change(&self, step: u64) -> u64 {
        let next = self.schedule.next_change(step);
        if next > self.from { u64::MAX } else { next }
    }
}

impl<S: Schedule> Wraps for Hold<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        time.min(self.from as f64)
    }
}

wraps!(Hold<S>);

impl<S: Schedule> Hold<S> {
    fn summarize(&self, summary: &mut Summary) {
        // The inner schedule still computes the value of the step that is held, so its part ends one step later.
        let end = self.from.saturating_add(1);
        summary.member(0, Some(end), &self.schedule);
        summary.phase(end, None, Shape::Constant);
    }
}

type_entry!(Hold<S> "Hold" { schedule: Box<dyn Schedule>; step: u64, [it -> it.from] } => Ok(Hold::new(schedule, step)));

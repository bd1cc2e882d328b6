use super::wraps::{Wraps, wrapped, wraps};
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// A schedule that is 0 before a step, and starts at that step. [`Schedule::frozen_until`] returns it.
///
/// ```text
/// value(t) = 0                     if t < until
///            schedule(t - until)   otherwise
/// ```
///
#[doc = include_str!("../docs/pictures/frozen.svg")]
///
/// While the rate is 0, the optimizer does not change the variables of the group. Their gradients are still computed, and buffers
/// of the optimizer, such as the momentum, still follow the gradients. [`Plan::check`](crate::Plan::check) does not warn about the
/// rate 0 of a frozen group.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Constant, Schedule};
///
/// let schedule = Constant.frozen_until(10);
/// assert_eq!([0, 9, 10, 11].map(|step| schedule.at(0.1, step)), [0.0, 0.0, 0.1, 0.1]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// Lightning's `BackboneFinetuning(unfreeze_backbone_at_epoch)` and fastai's `freeze` and `unfreeze` turn the gradients off
/// instead.
///
/// # Source
///
/// Howard and Ruder, "Universal Language Model Fine-tuning for Text Classification", arXiv 1801.06146, section 3.3, gradual
/// unfreezing.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
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
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from()?.saturating_add(self.until))
    }

    fn next_change(&self, step: u64) -> u64 {
        match step.checked_sub(self.until) {
            Some(step) => self.schedule.next_change(step).saturating_add(self.until),
            None => self.until,
        }
    }
}

impl<S: Schedule> Wraps for Frozen<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn local(&self, time: f64) -> f64 {
        (time - self.until as f64).max(0.0)
    }

    fn changed(&self, value: f64, time: f64) -> f64 {
        if time < self.until as f64 { 0.0 } else { value }
    }
}

wraps!(Frozen<S>);

impl<S: Schedule> Frozen<S> {
    fn summarize(&self, summary: &mut Summary) {
        summary.phase(0, Some(self.until), Shape::Constant);
        summary.member(self.until, None, &self.schedule);
    }
}

type_entry!(Frozen<S> "Frozen" { schedule: Box<dyn Schedule>; until: u64 } => Ok(Frozen::new(schedule, until)));

use super::wraps::{Wraps, wrapped, wraps};
use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// A schedule times a number. [`Schedule::scale`] returns it.
///
/// ```text
/// value(t) = schedule(t) * factor
/// ```
///
#[doc = include_str!("../docs/pictures/scale.svg")]
///
/// Absolute values of the schedule, such as `eta_min`, are multiplied too. The companion momentum stays as it is.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule};
///
/// let schedule = ExponentialLr::new(0.5)?.scale(0.5)?;
/// assert_eq!([0, 1, 2].map(|step| schedule.at(1.0, step)), [0.5, 0.25, 0.125]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In other libraries
///
/// timm multiplies the rate of a group by its `lr_scale`. For a factor per group, use [`Plan::lr_factor`](crate::Plan::lr_factor).
/// Torch has no such scheduler.
///
/// # Source
///
/// No paper: this is a multiplication. For a batch that is `k` times as large, the factor `k` is the linear scaling rule of Goyal
/// et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", arXiv 1706.02677, section 2.1.
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale<S> {
    schedule: S,
    factor: f64,
}

impl<S> Scale<S> {
    pub(crate) fn new(schedule: S, factor: f64) -> Result<Self> {
        Ok(Self { schedule, factor: check::finite_not_negative("scale", "factor", factor)? })
    }
}

impl<S: Schedule> Schedule for Scale<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        self.schedule.constant_from()
    }

    fn next_change(&self, step: u64) -> u64 {
        self.schedule.next_change(step)
    }
}

impl<S: Schedule> Wraps for Scale<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn changed(&self, value: f64, _time: f64) -> f64 {
        product(value, self.factor)
    }

    fn changed_peak(&self, peak: f64) -> f64 {
        product(peak, self.factor)
    }
}

wraps!(Scale<S>);

impl<S: Schedule> Scale<S> {
    fn summarize(&self, summary: &mut Summary) {
        summary.add(&self.schedule);
    }
}

type_entry!(Scale<S> "Scale" { schedule: Box<dyn Schedule>; factor: f64 } => Scale::new(schedule, factor));

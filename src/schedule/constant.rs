use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Schedule, Summary};

/// A schedule whose value is always the base.
///
/// ```text
/// value(t) = base
/// ```
///
#[doc = include_str!("../docs/pictures/constant.svg")]
///
/// It is the schedule for a rate that only a feedback rule such as [`ReduceLrOnPlateau`](crate::ReduceLrOnPlateau) changes, and the
/// start of a combination: `Constant.warmup(500)` is a warm-up to a constant rate.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Constant, Schedule};
///
/// assert_eq!(Constant.at(0.1, 1_000), 0.1);
/// let warmed_up = Constant.warmup(2)?;
/// assert_eq!([0, 1, 2].map(|step| warmed_up.at(0.1, step)), [0.05, 0.1, 0.1]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// An optimizer without a scheduler. Torch's `ConstantLR` is another schedule, [`ConstantLr`](crate::ConstantLr): it multiplies the
/// base by a factor at first.
///
/// # In other libraries
///
/// - optax: `constant_schedule(value)`
/// - transformers: `get_constant_schedule(optimizer)`; `get_constant_schedule_with_warmup(optimizer, num_warmup_steps)` is
///   `Constant.warmup_with(Warmup::from_zero(num_warmup_steps)?)`
///
/// # Source
///
/// No paper.
#[doc(alias("fixed", "FixedLR", "manual", "null", "pass_through", "schedule_free", "AdamWScheduleFree", "SGDScheduleFree"))]
#[doc(alias("ConstantScheduler", "ConstantParamScheduler", "SchedNo"))]
#[doc(alias("constant_schedule", "get_constant_schedule", "get_constant_schedule_with_warmup"))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Constant;

impl Schedule for Constant {
    fn value(&self, base: f64, _time: f64) -> f64 {
        base
    }

    fn constant_from(&self) -> Option<u64> {
        Some(0)
    }

    registered!();
}

multiplies!(Constant);

impl Constant {
    fn summarize(&self, summary: &mut Summary) {
        summary.phase(0, None, Shape::Constant);
    }
}

type_entry!(Constant "Constant" {} => Ok(Constant));

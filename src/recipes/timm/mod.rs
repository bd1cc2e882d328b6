//! The schedules of timm, by their names.

mod args_file;
mod arguments;
mod cycles;
mod noise;
mod schedule;
mod warmup;

pub(super) use args_file::{import, is_source};
pub use arguments::TimmArguments;

use crate::error::check;
use crate::{Plan, Result};

/// The plan that has the rates of timm's `create_scheduler_v2(optimizer, sched, ...)`. `lr` is the rate of the optimizer.
///
/// A step of the plan is an epoch, or an update of the weights with [`updates_per_epoch`](TimmArguments::updates_per_epoch).
/// Names are timm's: `cosine`, `tanh`, `step`, `multistep`, `poly`, `wsd`, `rsqrt`, `constant`, `plateau` and `none`.
/// [`docs::timm`](crate::docs::timm) has a row for each scheduler, with the closeness of the numbers.
///
/// # Errors
/// [`Error::Parameter`](crate::Error::Parameter) if
/// - the name is not one of these,
/// - an argument is out of its range, or gives a schedule whose cycles do not begin at whole steps.
///
/// ```
/// use tch_lr_scheduler::recipes::{TimmArguments, timm};
///
/// let arguments = TimmArguments { num_epochs: 90, decay_epochs: Some(30.0), ..Default::default() };
/// let plan = timm("step", 0.1, &arguments)?;
/// assert_eq!([29, 30].map(|epoch| plan.preview(1, epoch).unwrap().lr[0]), [0.1, 0.010000000000000002]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias("create_scheduler", "create_scheduler_v2", "scheduler_factory"))]
pub fn timm(sched: &str, lr: f64, arguments: &TimmArguments) -> Result<Plan> {
    check::finite_above_zero("timm", "lr", lr)?;
    arguments.check()?;
    schedule::plan(sched, lr, arguments)
}

//! The schedules of transformers, by their names.

mod arguments;
mod schedule;
mod training_arguments;

pub use arguments::TransformersArguments;
pub(super) use training_arguments::{USED, import, is_source};

use crate::error::check;
use crate::{Constant, Plan, Result};
use schedule::Named;

/// The plan that has the rates of transformers' `get_scheduler(name, optimizer, ...)`. `lr` is the rate of the optimizer.
///
/// Names are transformers': `linear`, `cosine`, `cosine_with_restarts`, `polynomial`, `constant`, `constant_with_warmup`,
/// `inverse_sqrt`, `reduce_lr_on_plateau`, `cosine_with_min_lr`, `cosine_warmup_with_min_lr`, `warmup_stable_decay` and `greedy`.
/// [`docs::transformers`](crate::docs::transformers) has a row for each, with the closeness of the numbers.
///
/// # Errors
/// [`Error::Parameter`](crate::Error::Parameter) if
/// - the name is not one of these,
/// - an argument is missing that the schedule needs, or given though the schedule does not take it,
/// - an argument is out of its range, or gives a schedule whose cycles do not begin at whole steps.
///
/// ```
/// use tch_lr_scheduler::recipes::{TransformersArguments, transformers};
///
/// let arguments = TransformersArguments { num_warmup_steps: 10, num_training_steps: Some(110), ..Default::default() };
/// let plan = transformers("linear", 2e-5, &arguments)?;
/// assert_eq!([0, 5, 10, 60, 110].map(|step| plan.preview(1, step).unwrap().lr[0]), [0.0, 1e-5, 2e-5, 1e-5, 0.0]);
///
/// let error = transformers("lienar", 2e-5, &arguments).unwrap_err();
/// assert!(error.to_string().starts_with("transformers: name must be linear, the nearest of "));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
#[doc(alias("get_scheduler", "SchedulerType", "lr_scheduler_type"))]
pub fn transformers(name: &str, lr: f64, arguments: &TransformersArguments) -> Result<Plan> {
    check::finite_above_zero("transformers", "lr", lr)?;
    let plan = match Named::of(name)? {
        Named::Schedule(build) => Plan::lr(lr, build(name, lr, arguments)?),
        Named::Plateau => {
            arguments.check_only(name, &["rule"])?;
            Plan::lr(lr, Constant).reduce_lr_on_plateau(arguments.rule.clone().unwrap_or_default())
        }
        Named::Greedy => {
            arguments.check_only(name, &["greedy"])?;
            Plan::lr(lr, Constant).feedback(arguments.greedy.clone().unwrap_or_default())
        }
    };
    Ok(match arguments.num_training_steps {
        Some(steps) => plan.total_steps(steps),
        None => plan,
    })
}

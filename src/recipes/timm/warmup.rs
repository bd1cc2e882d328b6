use super::TimmArguments;
use crate::error::check::ensure;
use crate::{Constant, Piecewise, Result, Schedule, Table, Warmup};

/// The schedule with timm's warm-up: a straight line from `warmup_lr` to the base.
pub(super) fn warmed_up(
    schedule: Box<dyn Schedule>,
    lr: f64,
    arguments: &TimmArguments,
    is_prefix: bool,
) -> Result<Box<dyn Schedule>> {
    let steps = arguments.steps(arguments.warmup_epochs)?;
    if steps == 0 {
        return Ok(schedule);
    }
    let first = arguments.warmup_lr / lr;
    // A warm-up multiplies the first value of the schedule, so that this value must be the base.
    if is_prefix && first <= 1.0 && schedule.at(lr, 0) == lr {
        return Ok(schedule.warmup_with(Warmup::from_floor(first, steps)?).boxed());
    }
    let line = Piecewise::starting_at(first)?.linear_to(steps, 1.0)?;
    if is_prefix {
        return Ok(line.then(steps, schedule).boxed());
    }
    // The line replaces the first steps of the schedule. Both are not negative, so the larger is the one that is not 0.
    ensure(arguments.min_lr <= lr, "timm", "min_lr", "at most lr", arguments.min_lr)?;
    let behind = schedule.times(Table::factors([(0, 0.0), (steps, 1.0)])?);
    Ok(behind.max(line.jump_to(steps, 0.0)?).boxed())
}

/// The schedule without a decay.
pub(super) fn constant() -> Box<dyn Schedule> {
    Constant.boxed()
}

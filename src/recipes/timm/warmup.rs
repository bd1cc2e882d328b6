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
    rising_to(1.0, schedule, lr, arguments, is_prefix)
}

/// The schedule with a warm-up to `top` times the base.
pub(super) fn rising_to(
    top: f64,
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
    // A warm-up multiplies the value of the schedule, so that this value must be the base.
    if first <= 1.0 && top == 1.0 && schedule.at(lr, 0) == lr {
        let warmup = Warmup::from_floor(first, steps)?;
        if is_prefix {
            return Ok(schedule.warmup_with(warmup).boxed());
        }
        if schedule.next_change(0) >= steps {
            return Ok(schedule.warmup_beside_with(warmup).boxed());
        }
    }
    let line = Piecewise::starting_at(first)?.linear_to(steps, top)?;
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

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
        return first_at_base(schedule, lr);
    }
    let first = arguments.warmup_lr / lr;
    // A warm-up multiplies the value of the schedule, so that this value must be the base.
    if first <= 1.0 && top == 1.0 && starts_at_base(&*schedule, lr) {
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

/// The schedule without a warm-up. The constructor of a scheduler of timm then sets no rate, so step 0 has the base.
fn first_at_base(schedule: Box<dyn Schedule>, lr: f64) -> Result<Box<dyn Schedule>> {
    if starts_at_base(&*schedule, lr) {
        return Ok(schedule);
    }
    let behind = schedule.times(Table::factors([(0, 0.0), (1, 1.0)])?);
    Ok(behind.plus(Table::factors([(0, 1.0), (1, 0.0)])?).boxed())
}

/// Whether the first value is the base, but for rounding.
fn starts_at_base(schedule: &dyn Schedule, lr: f64) -> bool {
    (schedule.at(lr, 0) - lr).abs() <= 1e-12 * lr
}

/// The schedule without a decay.
pub(super) fn constant() -> Box<dyn Schedule> {
    Constant.boxed()
}

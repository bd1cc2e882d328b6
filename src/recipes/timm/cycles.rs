use super::TimmArguments;
use crate::error::check;
use crate::{Result, Schedule, SequentialLr, Table};

/// The most cycles, each of which is a part of the plan.
const MOST_CYCLES: u64 = 1_000;

/// timm's cycles: cycle `i` is `cycle_mul^i` times as long as the first, and starts from `cycle_decay^i` times the base. After the
/// last one, the rate is `min_lr`. `cycle` builds a cycle from its length and the rate at its end, at which it stays.
pub(super) fn cycles<S: Schedule + 'static>(
    arguments: &TimmArguments,
    cycle: impl Fn(u64, f64) -> Result<S>,
) -> Result<Box<dyn Schedule>> {
    check::ensure(
        arguments.cycle_limit <= MOST_CYCLES,
        "timm",
        "cycle_limit",
        format!("at most {MOST_CYCLES}"),
        arguments.cycle_limit,
    )?;
    let mut length = arguments.steps(arguments.num_epochs)?;
    if arguments.cycle_limit == 1 {
        return Ok(cycle(length, arguments.min_lr)?.boxed());
    }
    let (mut start, mut members, mut milestones) = (0u64, vec![], vec![]);
    for index in 0..arguments.cycle_limit {
        let factor = arguments.cycle_decay.powf(index as f64);
        members.push(match index {
            0 => cycle(length, arguments.min_lr)?.boxed(),
            // The end is a rate and not a fraction of the peak, so it is divided by what it will be multiplied by.
            _ => cycle(length, arguments.min_lr / factor)?.scale(factor)?.boxed(),
        });
        start = start.saturating_add(length);
        milestones.push(start);
        length = length.saturating_mul(arguments.cycle_mul as u64);
    }
    members.push(Table::values([(0, arguments.min_lr)])?.boxed());
    Ok(SequentialLr::new(members, milestones)?.boxed())
}

/// The number of steps of all cycles.
pub(super) fn length(arguments: &TimmArguments) -> Result<u64> {
    let cycles = (0..arguments.cycle_limit.min(MOST_CYCLES)).map(|index| (arguments.cycle_mul as u64).saturating_pow(index as u32));
    let cycles = cycles.fold(0u64, u64::saturating_add);
    Ok(arguments.steps(arguments.num_epochs)?.saturating_mul(cycles))
}

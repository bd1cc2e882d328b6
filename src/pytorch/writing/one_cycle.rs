//! The state of a `OneCycleLR`: the numbers that torch computes from its arguments, in torch's order of operations.

use super::clock::Clock;
use super::param_groups::ParamGroups;
use super::per_group::PerGroup;
use crate::Result;
use crate::data::Data;
use crate::data::Write;

pub(super) fn fields(schedules: &PerGroup<'_>, clock: Clock, groups: &mut ParamGroups) -> Result<Vec<(&'static str, Data)>> {
    let total: u64 = schedules.shared_as("total_steps")?;
    if let Clock::At(time) = clock
        && time.step >= total
    {
        let expected = format!("a step below its total_steps, {total}, because torch's OneCycleLR has no rates after its end");
        return Err(schedules.problem(expected, time.as_f64().to_string()));
    }
    let (max, div, final_div) =
        (schedules.numbers("max_lr")?, schedules.numbers("div_factor")?, schedules.numbers("final_div_factor")?);
    let initial: Vec<_> = max.iter().zip(&div).map(|(max, div)| max / div).collect();
    let min: Vec<_> = initial.iter().zip(&final_div).map(|(initial, div)| initial / div).collect();
    for (name, values) in [("initial_lr", &initial), ("max_lr", &max), ("min_lr", &min)] {
        groups.set(name, values, schedules)?;
    }
    if schedules.shared_as("cycle_momentum")? {
        for name in ["base_momentum", "max_momentum"] {
            groups.set(name, &schedules.numbers(name)?, schedules)?;
        }
    }
    Ok(vec![
        ("total_steps", total.write()),
        ("_schedule_phases", phases(total, schedules.shared_as("pct_start")?, schedules.shared_as("three_phase")?)),
        ("_anneal_func_type", schedules.shared("anneal_strategy")?),
        ("cycle_momentum", schedules.shared("cycle_momentum")?),
    ])
}

fn phases(total: u64, pct_start: f64, three: bool) -> Data {
    let steps = total as f64;
    let phase = |end: f64, lr: [&str; 2], momentum: [&str; 2]| {
        Data::object([
            ("end_step", end.write()),
            ("start_lr", Data::text(lr[0])),
            ("end_lr", Data::text(lr[1])),
            ("start_momentum", Data::text(momentum[0])),
            ("end_momentum", Data::text(momentum[1])),
        ])
    };
    let (up, down) = (["max_momentum", "base_momentum"], ["base_momentum", "max_momentum"]);
    let rise = phase(pct_start * steps - 1.0, ["initial_lr", "max_lr"], up);
    if three {
        let fall = phase(2.0 * pct_start * steps - 2.0, ["max_lr", "initial_lr"], down);
        Data::list([rise, fall, phase(steps - 1.0, ["initial_lr", "min_lr"], ["max_momentum", "max_momentum"])])
    } else {
        Data::list([rise, phase(steps - 1.0, ["max_lr", "min_lr"], down)])
    }
}

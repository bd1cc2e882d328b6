//! What torch works out from the arguments of a one-cycle schedule, in its order.

use super::clock::Clock;
use super::each::Each;
use super::groups::Groups;
use crate::Result;
use crate::data::Data;
use crate::data::Write;

pub(super) fn fields(each: &Each<'_>, clock: Clock, groups: &mut Groups) -> Result<Vec<(&'static str, Data)>> {
    let total: u64 = each.shared_as("total_steps")?;
    if let Clock::At(time) = clock
        && time.step >= total
    {
        let expected = format!("a step below its total_steps, {total}, from where torch's rate rises and then raises");
        return Err(each.problem(expected, time.as_f64().to_string()));
    }
    let (max, div, final_div) = (each.numbers("max_lr")?, each.numbers("div_factor")?, each.numbers("final_div_factor")?);
    let initial: Vec<_> = max.iter().zip(&div).map(|(max, div)| max / div).collect();
    let min: Vec<_> = initial.iter().zip(&final_div).map(|(initial, div)| initial / div).collect();
    for (name, values) in [("initial_lr", &initial), ("max_lr", &max), ("min_lr", &min)] {
        groups.set(name, values, each)?;
    }
    if each.shared_as("cycle_momentum")? {
        for name in ["base_momentum", "max_momentum"] {
            groups.set(name, &each.numbers(name)?, each)?;
        }
    }
    Ok(vec![
        ("total_steps", total.write()),
        ("_schedule_phases", phases(total, each.shared_as("pct_start")?, each.shared_as("three_phase")?)),
        ("_anneal_func_type", each.shared("anneal_strategy")?),
        ("cycle_momentum", each.shared("cycle_momentum")?),
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

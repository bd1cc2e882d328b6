//! Reads a `OneCycleLR`. Torch does not store its arguments, only the numbers that it computes from them.

use super::saved_scheduler::SavedScheduler;
use crate::data::Read;
use crate::data::{FieldName, Node};
use crate::{AnnealStrategy, OneCycleLr, Result, Schedule};

pub(super) fn of_group(saved: &SavedScheduler<'_>, group: usize) -> Result<Box<dyn Schedule>> {
    let state = &saved.state;
    let total: u64 = state.required(FieldName::plain("total_steps"))?;
    let ends: Vec<EndStep> = state.required(PHASES)?;
    let three_phase = match ends[..] {
        [_, _] => false,
        [_, _, _] => true,
        _ => return Err(state.place("_schedule_phases")?.problem("2 or 3 phases", ends.len().to_string())),
    };
    let steps = total as f64;
    let pct_start = shortest_decimal((ends[0].0 + 1.0) / steps, |pct| {
        pct * steps - 1.0 == ends[0].0 && (!three_phase || 2.0 * pct * steps - 2.0 == ends[1].0)
    });
    let [max, initial, min] =
        [saved.group_field("max_lr", group)?, saved.group_field("initial_lr", group)?, saved.group_field("min_lr", group)?];
    let built = || {
        let schedule = OneCycleLr::new(max, total)?
            .div_factor(shortest_decimal(max / initial, |div| max / div == initial))?
            .final_div_factor(shortest_decimal(initial / min, |div| initial / div == min))?
            .anneal_strategy(state.required::<AnnealStrategy>(FieldName::plain("_anneal_func_type"))?);
        // `pct_start` comes first, because its default may not allow three phases.
        let schedule = schedule.pct_start(pct_start)?.three_phase(three_phase)?;
        if !state.required::<bool>(FieldName::plain("cycle_momentum"))? {
            return Ok(schedule.cycle_momentum(false));
        }
        schedule.base_momentum(saved.group_field("base_momentum", group)?)?.max_momentum(saved.group_field("max_momentum", group)?)
    };
    let names = [FieldName { torch: "_schedule_phases", rust: "pct_start" }];
    let in_groups = ["max_lr", "base_momentum", "max_momentum", "div_factor", "final_div_factor"];
    let locate = |error| match &error {
        crate::Error::Parameter { parameter, .. } if in_groups.contains(parameter) => saved.groups[group].locate(error, &[]),
        _ => state.locate(error, &names),
    };
    Ok(built().map_err(locate)?.boxed())
}

const PHASES: FieldName = FieldName::plain("_schedule_phases");

/// The `end_step` of a phase.
struct EndStep(f64);

impl Read for EndStep {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.required(FieldName::plain("end_step")).map(Self)
    }
}

/// The shortest decimal near `estimate` that reproduces torch's numbers bit for bit, which is nearly always the argument in Python.
/// `estimate` itself if there is none.
fn shortest_decimal(estimate: f64, reproduces: impl Fn(f64) -> bool) -> f64 {
    let rounded = [6, 9, 12, 15].map(|digits| format!("{estimate:.digits$e}").parse().unwrap_or(estimate));
    rounded.into_iter().find(|&argument| reproduces(argument)).unwrap_or(estimate)
}

//! Torch keeps what a one-cycle schedule works out from its arguments, and not the arguments.

use super::place::Place;
use crate::data::Read;
use crate::data::{FieldName, Node};
use crate::{AnnealStrategy, OneCycleLr, Result, Schedule};

pub(super) fn of_group(place: &Place<'_>, group: usize) -> Result<Box<dyn Schedule>> {
    let state = &place.state;
    let total: u64 = state.required(FieldName::plain("total_steps"))?;
    let ends: Vec<EndStep> = state.required(PHASES)?;
    let three_phase = match ends[..] {
        [_, _] => false,
        [_, _, _] => true,
        _ => return Err(state.place("_schedule_phases")?.problem("two phases or three", ends.len().to_string())),
    };
    let steps = total as f64;
    let pct_start = roundest((ends[0].0 + 1.0) / steps, |pct| {
        pct * steps - 1.0 == ends[0].0 && (!three_phase || 2.0 * pct * steps - 2.0 == ends[1].0)
    });
    let [max, initial, min] =
        [place.in_group("max_lr", group)?, place.in_group("initial_lr", group)?, place.in_group("min_lr", group)?];
    let built = || {
        let schedule = OneCycleLr::new(max, total)?
            .div_factor(roundest(max / initial, |div| max / div == initial))?
            .final_div_factor(roundest(initial / min, |div| initial / div == min))?
            .anneal_strategy(state.required::<AnnealStrategy>(FieldName::plain("_anneal_func_type"))?);
        // The start first, for the default one may not fit three phases.
        let schedule = schedule.pct_start(pct_start)?.three_phase(three_phase)?;
        if !state.required::<bool>(FieldName::plain("cycle_momentum"))? {
            return Ok(schedule.cycle_momentum(false));
        }
        schedule.base_momentum(place.in_group("base_momentum", group)?)?.max_momentum(place.in_group("max_momentum", group)?)
    };
    let names = [FieldName { torch: "_schedule_phases", rust: "pct_start" }];
    let of_the_optimizer = ["max_lr", "base_momentum", "max_momentum", "div_factor", "final_div_factor"];
    let locate = |error| match &error {
        crate::Error::Parameter { parameter, .. } if of_the_optimizer.contains(parameter) => place.groups[group].locate(error, &[]),
        _ => state.locate(error, &names),
    };
    Ok(built().map_err(locate)?.boxed())
}

const PHASES: FieldName = FieldName::plain("_schedule_phases");

struct EndStep(f64);

impl Read for EndStep {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.required(FieldName::plain("end_step")).map(Self)
    }
}

/// The roundest argument near an estimate that leads to the same bits: nearly always the one that was given.
fn roundest(estimate: f64, leads_there: impl Fn(f64) -> bool) -> f64 {
    let round = [6, 9, 12, 15].map(|digits| format!("{estimate:.digits$e}").parse().unwrap_or(estimate));
    round.into_iter().find(|&argument| leads_there(argument)).unwrap_or(estimate)
}

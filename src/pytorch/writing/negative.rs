//! The check that torch can continue from the current rate.

use super::distinct::Distinct;
use crate::data::wording::count;
use crate::data::{Data, FieldName};
use crate::plan::scheduled_value::ScheduledValue;
use crate::schedule::lookup;
use crate::schedule::recursion::MOST_WORK;
use crate::{Error, Result, State};
use std::collections::HashSet;

/// Checks that torch has no negative rate in place of a rate of 0. Torch's chains can fall below zero and rise again, but the
/// chains of this crate stay at 0. From 0, torch would continue with other rates.
pub(super) fn check_not_negative(scheduled: &[ScheduledValue], distinct: &Distinct, state: &State) -> Result<()> {
    // The rate of torch depends only on the schedule and the base.
    let mut checked = HashSet::new();
    for (group, (scheduled, rate)) in scheduled.iter().zip(&state.lr).enumerate() {
        let (base, index) = (scheduled.base(), distinct.of_group[group]);
        if *rate != 0.0 || !checked.insert((index, base.to_bits())) || !contains_chain(&distinct.specs[index].0) {
            continue;
        }
        let Some(member) = lookup::in_chain(scheduled.schedule()).filter(|member| !member.is_proportional()) else {
            continue;
        };
        let per_step = scheduled.nesting().schedules as f64;
        if state.step as f64 * per_step > MOST_WORK {
            let most = count((MOST_WORK / per_step) as u64);
            let expected =
                format!("a step of at most {most}, because torch's rate, which may be below zero, is computed step by step");
            return Err(Error::data(format!("lr[{group}]"), expected, state.step.to_string()));
        }
        let torch = (0..=state.step).fold(base, |rate, step| member.chain(rate, base, step));
        if torch < -1e-12 * base {
            let expected = format!("torch's rate, which is below zero here: {torch:?}");
            return Err(Error::data(format!("lr[{group}]"), expected, format!("{rate:?}")));
        }
    }
    Ok(())
}

fn contains_chain(spec: &Data) -> bool {
    let Some(Data::List(members)) = spec.field("schedulers") else {
        return false;
    };
    spec.field(FieldName::TYPE.torch) == Some(&Data::text("ChainedScheduler")) || members.iter().any(contains_chain)
}

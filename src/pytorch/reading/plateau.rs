//! The class that answers a metric. Torch keeps no initial rate for it, so that the plan starts from the rates in force.

use super::place::Place;
use crate::spec::maybe_infinite::MaybeInfinite;
use crate::spec::node::Name;
use crate::{PlateauState, ReduceLrOnPlateau, Result};

pub(super) fn rule(place: &Place<'_>) -> Result<ReduceLrOnPlateau> {
    let state = &place.state;
    let located = |error| state.locate(error, &[]);
    let rule = ReduceLrOnPlateau::new()
        .mode(state.required(Name::plain("mode"))?)
        .threshold_mode(state.required(Name::plain("threshold_mode"))?)
        .patience(state.required(Name::plain("patience"))?)
        .cooldown(state.required(Name::plain("cooldown"))?);
    let rule = rule.factor(state.required(Name::plain("factor"))?).map_err(located)?;
    let rule = rule.threshold(state.required(Name::plain("threshold"))?).map_err(located)?;
    let rule = rule.eps(state.required(Name::plain("eps"))?).map_err(located)?;
    let min_lrs = (0..place.groups.len()).map(|group| place.of_group("min_lrs", group)).collect::<Result<Vec<_>>>()?;
    match state.required::<Option<f64>>(Name::plain("default_min_lr"))? {
        // The list can be changed by hand, and it is what counts.
        Some(all) if min_lrs.iter().all(|min_lr| *min_lr == all) => rule.min_lr(all),
        _ => rule.min_lrs(min_lrs),
    }
    .map_err(|error| state.locate(error, &[Name { torch: "min_lrs", rust: "min_lr" }]))
}

pub(super) fn memory(place: &Place<'_>) -> Result<PlateauState> {
    let state = &place.state;
    Ok(PlateauState {
        best: state.required::<MaybeInfinite>(Name::plain("best"))?.0,
        num_bad_epochs: state.required(Name::plain("num_bad_epochs"))?,
        cooldown_counter: state.required(Name::plain("cooldown_counter"))?,
        metrics: state.required(Name::plain("last_epoch"))?,
        reductions: vec![0; place.groups.len()],
    })
}

//! Reads a `ReduceLROnPlateau`. Torch does not store the initial rates of this class, so the plan starts from the current ones.

use super::saved_scheduler::SavedScheduler;
use crate::data::FieldName;
use crate::data::MaybeInfinite;
use crate::{PlateauState, ReduceLrOnPlateau, Result};

pub(super) fn rule(saved: &SavedScheduler<'_>) -> Result<ReduceLrOnPlateau> {
    let state = &saved.state;
    let located = |error| state.locate(error, &[]);
    let rule = ReduceLrOnPlateau::new()
        .mode(state.required(FieldName::plain("mode"))?)
        .threshold_mode(state.required(FieldName::plain("threshold_mode"))?)
        .patience(state.required(FieldName::plain("patience"))?)
        .cooldown(state.required(FieldName::plain("cooldown"))?);
    let rule = rule.factor(state.required(FieldName::plain("factor"))?).map_err(located)?;
    let rule = rule.threshold(state.required(FieldName::plain("threshold"))?).map_err(located)?;
    let rule = rule.eps(state.required(FieldName::plain("eps"))?).map_err(located)?;
    let min_lrs = (0..saved.groups.len()).map(|group| saved.list_entry("min_lrs", group)).collect::<Result<Vec<_>>>()?;
    match state.required::<Option<f64>>(FieldName::plain("default_min_lr"))? {
        // Torch uses the list. A program may have changed it without changing `default_min_lr`.
        Some(all) if min_lrs.iter().all(|min_lr| *min_lr == all) => rule.min_lr(all),
        _ => rule.min_lrs(min_lrs),
    }
    .map_err(|error| state.locate(error, &[FieldName { torch: "min_lrs", rust: "min_lr" }]))
}

pub(super) fn memory(saved: &SavedScheduler<'_>) -> Result<PlateauState> {
    let state = &saved.state;
    Ok(PlateauState {
        best: state.required::<MaybeInfinite>(FieldName::plain("best"))?.0,
        num_bad_epochs: state.required(FieldName::plain("num_bad_epochs"))?,
        cooldown_counter: state.required(FieldName::plain("cooldown_counter"))?,
        metrics: state.required(FieldName::plain("last_epoch"))?,
        reductions: vec![0; saved.groups.len()],
        has_reduced: false,
    })
}

//! A `ReduceLrOnPlateau` rule and its state as data.

use super::lr_limit::LrLimit;
use crate::data::{Count, MaybeInfinite, record, serde_by_data};
use crate::{Mode, PlateauState, ReduceLrOnPlateau, ThresholdMode};

record!(ReduceLrOnPlateau "ReduceLROnPlateau" {
    mode: Mode = Mode::Min;
    factor: f64 = 0.1;
    patience: Count = Count(10), [it -> Count(it.patience)];
    threshold: f64 = 1e-4;
    threshold_mode: ThresholdMode = ThresholdMode::Rel;
    cooldown: Count = Count(0), [it -> Count(it.cooldown)];
    min_lrs "min_lr": LrLimit = LrLimit::OfAll(0.0), [it -> it.min_lr.clone()];
    eps: f64 = 1e-8;
    verbose: bool = false;
    initial_extra_patience: Count = Count(0), [it -> Count(it.initial_extra_patience)], omitted;
    restore_best: bool = false, omitted
} => |node| ReduceLrOnPlateau::new().factor(factor).and_then(|rule| rule.threshold(threshold)?.eps(eps)).and_then(|rule| {
    let rule = match min_lrs {
        LrLimit::OfAll(min_lr) => rule.min_lr(min_lr)?,
        LrLimit::OfEach(min_lrs) => rule.min_lrs(min_lrs)?,
    };
    let rule = rule.patience(patience.0).initial_extra_patience(initial_extra_patience.0).restore_best(restore_best);
    Ok(rule.mode(mode).threshold_mode(threshold_mode).cooldown(cooldown.0).verbose(verbose))
}));

record!(PlateauState {
    best: MaybeInfinite, [it -> MaybeInfinite(it.best)];
    num_bad_epochs: u64;
    cooldown_counter: u64;
    metrics: u64;
    reductions: Vec<u64>;
    has_reduced: bool = false, omitted
} => |node| Ok(PlateauState { best: best.0, num_bad_epochs, cooldown_counter, metrics, reductions, has_reduced }));

serde_by_data!(PlateauState);

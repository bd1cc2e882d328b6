//! Parameters of rules in words, for descriptions.

use crate::data::StepUnit;
pub(crate) use crate::data::wording::{count, number};

use super::lr_limit::LrLimit;
use crate::data::wording::listed;
use crate::schedule::step_range::StepRange;
use crate::{Mode, ReduceLrOnPlateau, ThresholdMode};

/// The sentence that describes a `ReduceLrOnPlateau`, with all its parameters.
pub(crate) fn plateau(rule: &ReduceLrOnPlateau) -> String {
    let (factor, patience) = (number(rule.factor), count(rule.patience));
    let (better, cooldown) = (better(rule.mode, rule.threshold_mode, rule.threshold), cooldown(rule.cooldown));
    let (min_lr, eps) = (limit(&rule.min_lr), number(rule.eps));
    let extra = match rule.initial_extra_patience {
        0 => String::new(),
        extra => format!(" ({} more before the first time)", count(extra)),
    };
    let restore = if rule.restore_best { ", asks for the best weights" } else { "" };
    format!(
        "multiplies the rate by {factor} after more than {patience} metrics in a row that are not better ({better}){extra}; \
         {cooldown}, min_lr {min_lr}, eps {eps}{restore}"
    )
}

/// Which metric is better.
pub(crate) fn better(mode: Mode, threshold_mode: ThresholdMode, threshold: f64) -> String {
    let lower = match mode {
        Mode::Min => "lower",
        Mode::Max => "higher",
    };
    let margin = match threshold_mode {
        _ if threshold == 0.0 => String::new(),
        ThresholdMode::Rel => format!(" by more than {} times the best", number(threshold)),
        ThresholdMode::Abs => format!(" by more than {}", number(threshold)),
        ThresholdMode::Magnitude => format!(" by more than {} times the magnitude of the best", number(threshold)),
    };
    format!("{lower} than the best{margin}")
}

pub(crate) fn cooldown(metrics: u64) -> String {
    match metrics {
        0 => "no cooldown".into(),
        1 => "cooldown of 1 metric".into(),
        metrics => format!("cooldown of {} metrics", count(metrics)),
    }
}

pub(crate) fn limit(limit: &LrLimit) -> String {
    match limit {
        LrLimit::OfAll(value) => number(*value),
        LrLimit::OfEach(values) => listed(&values.iter().copied().map(number).collect::<Vec<_>>()),
    }
}

pub(crate) fn during(steps: StepRange, unit: StepUnit) -> String {
    match (steps.from, steps.until) {
        (0, None) => "at all steps".into(),
        (from, None) => format!("from {}", unit.named(from)),
        (from, Some(until)) if until <= from => "at no step".into(),
        (from, Some(until)) => format!("from {} until {}", unit.named(from), unit.at(until)),
    }
}

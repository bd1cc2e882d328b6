use crate::data::StepUnit;
use crate::data::wording::{count, listed, number};
use crate::feedback::{MinLr, StepRange};
use crate::{Mode, ReduceLrOnPlateau, ThresholdMode};

/// The sentence that describes a feedback rule, with all its parameters.
pub(super) fn sentence(rule: &ReduceLrOnPlateau, unit: StepUnit) -> String {
    let (factor, patience) = (number(rule.factor), count(rule.patience));
    let (better, cooldown) = (better(rule), cooldown(rule.cooldown));
    let (min_lr, eps, during) = (min_lr(&rule.min_lr), number(rule.eps), during(rule.during, unit));
    format!(
        "multiplies the rate by {factor} after more than {patience} metrics in a row that are not better ({better}); {cooldown}, \
         min_lr {min_lr}, eps {eps}, {during}"
    )
}

fn better(rule: &ReduceLrOnPlateau) -> String {
    let lower = match rule.mode {
        Mode::Min => "lower",
        Mode::Max => "higher",
    };
    let threshold = number(rule.threshold);
    let margin = match rule.threshold_mode {
        _ if rule.threshold == 0.0 => String::new(),
        ThresholdMode::Rel => format!(" by more than {threshold} times the best"),
        ThresholdMode::Abs => format!(" by more than {threshold}"),
        ThresholdMode::Magnitude => format!(" by more than {threshold} times the magnitude of the best"),
    };
    format!("{lower} than the best{margin}")
}

fn cooldown(metrics: u64) -> String {
    match metrics {
        0 => "no cooldown".into(),
        1 => "cooldown of 1 metric".into(),
        metrics => format!("cooldown of {} metrics", count(metrics)),
    }
}

fn min_lr(min_lr: &MinLr) -> String {
    match min_lr {
        MinLr::OfAll(value) => number(*value),
        MinLr::OfEach(values) => listed(&values.iter().copied().map(number).collect::<Vec<_>>()),
    }
}

fn during(steps: StepRange, unit: StepUnit) -> String {
    match (steps.from, steps.until) {
        (0, None) => "at all steps".into(),
        (from, None) => format!("from {}", unit.named(from)),
        (from, Some(until)) if until <= from => "at no step".into(),
        (from, Some(until)) => format!("from {} until {}", unit.named(from), unit.at(until)),
    }
}

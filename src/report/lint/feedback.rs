//! Feedback rules that cannot act.

use super::curve::is_affordable;
use super::warning::Warning;
use crate::data::wording::{count, number};
use crate::report::description::subject::Subject;
use crate::schedule::Time;
use crate::{ReduceLrOnPlateau, WarningKind};

/// The highest rate of a group while the rule is active.
pub(super) struct Highest {
    group: usize,
    rate: f64,
}

impl Highest {
    /// The highest rate of the groups that follow `subject`, among rates of evenly spaced steps. A warm-up may begin far below it.
    pub(super) fn of(subject: &Subject, rule: &ReduceLrOnPlateau, run: Option<u64>) -> Vec<Self> {
        const SAMPLES: u64 = 64;
        let from = rule.during.from;
        let until = run.into_iter().chain(rule.during.until).min().unwrap_or(from).max(from.saturating_add(1));
        let stride = (until - from).div_ceil(SAMPLES).max(1);
        let steps = (0..SAMPLES).map(|index| from.saturating_add(index.saturating_mul(stride))).take_while(|step| *step < until);
        let steps: Vec<_> = steps.collect();
        let steps = if is_affordable(&subject.scheduled, steps.iter().copied()) { steps } else { vec![0] };
        let rates = steps.iter().map(|step| subject.scheduled.at(Time::at_step(*step)));
        let rate = rates.fold(0.0, f64::max);
        subject.groups.iter().map(|group| Self { group: *group, rate }).collect()
    }
}

/// Checks whether the rule can act. `highest` are the rates of all groups. If `in_file` is true, the messages use the names of a
/// plan file.
pub(super) fn check(rule: &ReduceLrOnPlateau, highest: &[Highest], run: Option<u64>, in_file: bool) -> Vec<Warning> {
    let place = |name: &str| if in_file { format!("feedback.{name}") } else { name.to_owned() };
    let warning = |kind, path: &str, message| {
        let path = format!("feedback.{path}");
        Warning { kind, subject: "feedback".into(), path, position: None, message }
    };
    let mut warnings = vec![];
    let from = rule.during.from;
    if let Some(run) = run {
        let metrics = rule.during.until.map_or(run, |until| until.min(run)).saturating_sub(from);
        if from >= run {
            let message = format!(
                "{} is {}, so the rule uses no metric: the run has only {} steps",
                place("during.from"),
                count(from),
                count(run)
            );
            warnings.push(warning(WarningKind::NeverReached, "during.from", message));
        } else if rule.patience.saturating_add(2) > metrics {
            // One metric is the best so far, and more than `patience` metrics must follow without an improvement.
            let message = format!(
                "{} is {}, but the run has at most {} metrics for the rule, one a step, so it never reduces the rate. Is the patience \
                counted in batches?",
                place("patience"),
                count(rule.patience),
                count(metrics)
            );
            warnings.push(warning(WarningKind::NeverReduces, "patience", message));
        }
    }
    let above = |highest: &Highest| {
        let min_lr = rule.min_lr.of_group(highest.group)?;
        (highest.rate > 0.0 && min_lr >= highest.rate).then_some((min_lr, highest.rate, highest.group))
    };
    let reduction = highest.iter().map(|highest| highest.rate).fold(0.0, f64::max) * (1.0 - rule.factor);
    if let Some((min_lr, rate, group)) = highest.iter().find_map(above) {
        let [name, min_lr, rate] = [place("min_lr"), number(min_lr), number(rate)];
        let message = format!("{name} {min_lr} is not below the rate {rate} of group {group}, so its rate is never reduced");
        warnings.push(warning(WarningKind::FloorAboveBase, "min_lr", message));
    } else if reduction > 0.0 && reduction <= rule.eps {
        let [name, eps, reduction] = [place("eps"), number(rule.eps), number(reduction)];
        let message = format!(
            "{name} {eps} is not below the largest reduction, {reduction}, so no reduction is ever made. Write a smaller eps"
        );
        warnings.push(warning(WarningKind::NeverReduces, "eps", message));
    }
    warnings
}

//! Feedback rules that cannot act.

use super::curve::is_affordable;
use super::warning::Warning;
use crate::data::wording::{count, number};
use crate::report::description::subject::Subject;
use crate::schedule::Time;
use crate::{GreedyLr, Mode, PlannedRule, ReduceLrOnPlateau, SpikeGuard, ThresholdMode, WarningKind};

/// The highest rate of a group while the rule is active.
pub(super) struct Highest {
    group: usize,
    rate: f64,
}

impl Highest {
    /// The highest rate of the groups that follow `subject`, among rates of evenly spaced steps. A warm-up may begin far below it.
    pub(super) fn of(subject: &Subject, rule: &PlannedRule, run: Option<u64>) -> Vec<Self> {
        const SAMPLES: u64 = 64;
        let from = rule.during.from;
        let until = run.into_iter().chain(rule.during.until).min().unwrap_or(from).max(from.saturating_add(1));
        let stride = (until - from).div_ceil(SAMPLES).max(1);
        let steps = (0..SAMPLES).map(|index| from.saturating_add(index.saturating_mul(stride))).take_while(|step| *step < until);
        let steps: Vec<_> = steps.collect();
        let steps = if is_affordable(&subject.scheduled, steps.iter().copied()) { steps } else { vec![0] };
        let rates = steps.iter().map(|step| subject.scheduled.at(Time::at_step(*step)));
        let rate = rates.fold(0.0, f64::max);
        subject.groups.iter().filter(|group| rule.acts_on(**group)).map(|group| Self { group: *group, rate }).collect()
    }
}

/// The place of one rule in messages and paths: `feedback`, or `feedback.NAME` if the plan has several rules.
struct Place {
    subject: String,
    in_file: bool,
}

impl Place {
    /// The name of a parameter as the user wrote it.
    fn name(&self, parameter: &str) -> String {
        if self.in_file { self.path(parameter) } else { parameter.to_owned() }
    }

    fn path(&self, parameter: &str) -> String {
        format!("{}.{parameter}", self.subject)
    }

    fn warning(&self, kind: WarningKind, parameter: &str, message: String) -> Warning {
        Warning { kind, subject: self.subject.clone(), path: self.path(parameter), position: None, message }
    }
}

/// Checks whether a rule can act. `subject` is `feedback`, or `feedback.NAME` if the plan has several rules. `highest` are the
/// rates of the groups on which it acts. If `in_file` is true, the messages use the names of a plan file.
pub(super) fn check(rule: &PlannedRule, subject: String, highest: &[Highest], run: Option<u64>, in_file: bool) -> Vec<Warning> {
    let place = Place { subject, in_file };
    let mut warnings: Vec<_> = run.and_then(|run| too_few_metrics(rule, &place, run)).into_iter().collect();
    warnings.extend(rule.get().and_then(|plateau| no_reduction(plateau, &place, highest)));
    warnings.extend(rule.get().and_then(|plateau| no_improvement(plateau, &place)));
    warnings.extend(rule.get().and_then(|greedy| raised_at_once(greedy, &place, highest)));
    let metrics = run.map(|run| rule.during.until.map_or(run, |until| until.min(run)).saturating_sub(rule.during.from));
    warnings.extend(rule.get().and_then(|plateau| small_reductions(plateau, &place, metrics?)));
    warnings
}

fn too_few_metrics(rule: &PlannedRule, place: &Place, run: u64) -> Option<Warning> {
    let from = rule.during.from;
    let metrics = rule.during.until.map_or(run, |until| until.min(run)).saturating_sub(from);
    if from >= run {
        let message = format!(
            "{} is {}, so the rule uses no metric: the run has only {} steps",
            place.name("during.from"),
            count(from),
            count(run)
        );
        return Some(place.warning(WarningKind::NeverReached, "during.from", message));
    }
    let needed = rule.rule.fewest_metrics();
    if needed <= metrics {
        return None;
    }
    if rule.get::<SpikeGuard>().is_some() {
        let message = format!(
            "{} is {}, but the run has at most {} metrics for the rule, one a step, so it never acts",
            place.name("after"),
            count(needed.saturating_sub(1)),
            count(metrics)
        );
        return Some(place.warning(WarningKind::NeverReduces, "after", message));
    }
    let message = match rule.get::<ReduceLrOnPlateau>() {
        Some(plateau) => format!(
            "{} is {}, but the run has at most {} metrics for the rule, one a step, so it never reduces the rate. Is the patience counted \
             in batches?",
            place.name("patience"),
            count(plateau.patience),
            count(metrics)
        ),
        None => format!(
            "the rule can act after {} metrics, but the run has at most {} for it, one a step. Is its patience counted in batches?",
            count(needed),
            count(metrics)
        ),
    };
    Some(place.warning(WarningKind::NeverReduces, "patience", message))
}

/// A relative threshold of 1 or more, by which almost no metric is an improvement.
fn no_improvement(rule: &ReduceLrOnPlateau, place: &Place) -> Option<Warning> {
    if rule.threshold_mode != ThresholdMode::Rel || rule.threshold < 1.0 {
        return None;
    }
    let needs = match rule.mode {
        Mode::Min => "no positive metric is an improvement",
        Mode::Max => "a metric must be at least twice the best one to be an improvement",
    };
    let message = format!(
        "{} is {} and relative, so {needs}, and the rate is reduced whether the metric improves or not. Was threshold_mode = \"abs\" \
         meant?",
        place.name("threshold"),
        number(rule.threshold)
    );
    Some(place.warning(WarningKind::WrongUnit, "threshold", message))
}

/// A lowest rate of `GreedyLr` that is not below the rate, so that a reduction raises the rate.
fn raised_at_once(rule: &GreedyLr, place: &Place, highest: &[Highest]) -> Option<Warning> {
    let above =
        |highest: &&Highest| highest.rate > 0.0 && rule.min_lr.of_group(highest.group).is_some_and(|least| least >= highest.rate);
    let found = highest.iter().find(above)?;
    let [name, least, rate] = [place.name("min_lr"), number(rule.min_lr.of_group(found.group)?), number(found.rate)];
    let message =
        format!("{name} {least} is not below the rate {rate} of group {}, so that a reduction raises the rate to it", found.group);
    Some(place.warning(WarningKind::FloorAboveBase, "min_lr", message))
}

/// A factor so close to 1 that the reductions of the whole run leave almost all of the rate.
fn small_reductions(rule: &ReduceLrOnPlateau, place: &Place, metrics: u64) -> Option<Warning> {
    const NO_EFFECT: f64 = 0.95;
    let most = metrics / rule.patience.saturating_add(rule.cooldown).saturating_add(1);
    let left = rule.factor.powf(most as f64);
    if most == 0 || left <= NO_EFFECT {
        return None;
    }
    let reductions = if most == 1 { "reduction".to_owned() } else { format!("{} reductions", count(most)) };
    let message = format!(
        "{} is {}: the run has at most {reductions}, which leave {} of the rate. Was {} meant?",
        place.name("factor"),
        number(rule.factor),
        number((left * 1000.0).round() / 1000.0),
        number(((1.0 - rule.factor) * 1e6).round() / 1e6)
    );
    Some(place.warning(WarningKind::NeverReduces, "factor", message))
}

fn no_reduction(rule: &ReduceLrOnPlateau, place: &Place, highest: &[Highest]) -> Option<Warning> {
    let above = |highest: &Highest| {
        let min_lr = rule.min_lr.of_group(highest.group)?;
        (highest.rate > 0.0 && min_lr >= highest.rate).then_some((min_lr, highest.rate, highest.group))
    };
    let reduction = highest.iter().map(|highest| highest.rate).fold(0.0, f64::max) * (1.0 - rule.factor);
    if let Some((min_lr, rate, group)) = highest.iter().find_map(above) {
        let [name, min_lr, rate] = [place.name("min_lr"), number(min_lr), number(rate)];
        let message = format!("{name} {min_lr} is not below the rate {rate} of group {group}, so its rate is never reduced");
        return Some(place.warning(WarningKind::FloorAboveBase, "min_lr", message));
    }
    if reduction > 0.0 && reduction <= rule.eps {
        let [name, eps, reduction] = [place.name("eps"), number(rule.eps), number(reduction)];
        let message = format!(
            "{name} {eps} is not below the largest reduction, {reduction}, so no reduction is ever made. Write a smaller eps"
        );
        return Some(place.warning(WarningKind::NeverReduces, "eps", message));
    }
    None
}

use super::warning::Warning;
use crate::data::wording::{count, number};
use crate::{Plan, ReduceLrOnPlateau, Result, WarningKind};

/// Checks whether the feedback rule can act. `in_file` is whether the messages use the names of a file.
pub(super) fn check(plan: &Plan, rule: &ReduceLrOnPlateau, groups: usize, run: Option<u64>, in_file: bool) -> Result<Vec<Warning>> {
    let place = |name: &str| if in_file { format!("feedback.{name}") } else { name.to_owned() };
    let mut warnings = vec![];
    let mut warn = |kind, path: &str, message| {
        let path = format!("feedback.{path}");
        warnings.push(Warning { kind, subject: "feedback".into(), path, position: None, message });
    };
    let from = rule.during.from;
    if let Some(run) = run {
        let until = rule.during.until.map_or(run, |until| until.min(run));
        let metrics = until.saturating_sub(from);
        if from >= run {
            let message = format!(
                "{} is {}, so the rule uses no metric: the run has only {} steps",
                place("during.from"),
                count(from),
                count(run)
            );
            warn(WarningKind::NeverReached, "during.from", message);
        } else if rule.patience.saturating_add(2) > metrics {
            // One metric is the best so far, and more than `patience` metrics must follow without an improvement.
            let message = format!(
                "{} is {}, but the run has at most {} metrics for the rule, one a step, so it never reduces the rate. Is the patience counted in batches?",
                place("patience"),
                count(rule.patience),
                count(metrics)
            );
            warn(WarningKind::NeverReduces, "patience", message);
        }
    }
    let lrs = plan.preview(groups, from)?.lr;
    let above = |(group, lr): (usize, &f64)| {
        rule.min_lr.of_group(group).filter(|min_lr| min_lr >= lr && *lr > 0.0).map(|min_lr| (group, min_lr, *lr))
    };
    if let Some((group, min_lr, lr)) = lrs.iter().enumerate().find_map(above) {
        let message = format!(
            "{} {} is not below the rate {} of group {group}, so its rate is never reduced",
            place("min_lr"),
            number(min_lr),
            number(lr)
        );
        warn(WarningKind::FloorAboveBase, "min_lr", message);
    } else if let Some(highest) = lrs.iter().copied().reduce(f64::max).filter(|highest| *highest > 0.0) {
        let reduction = highest * (1.0 - rule.factor);
        if reduction <= rule.eps {
            let message = format!(
                "{} {} is not below the largest reduction, {}, so no reduction is ever made. Write a smaller eps",
                place("eps"),
                number(rule.eps),
                number(reduction)
            );
            warn(WarningKind::NeverReduces, "eps", message);
        }
    }
    Ok(warnings)
}

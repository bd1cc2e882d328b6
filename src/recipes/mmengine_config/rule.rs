//! `ReduceOnPlateauLR` as a feedback rule.

use super::fields;
use super::run::{ENDLESS, Run, Window};
use super::sequence::Sequence;
use crate::data::{FieldName, Node};
use crate::feedback::{Mode, ThresholdMode};
use crate::recipes::document::{given, given_or};
use crate::recipes::import::Notes;
use crate::{Error, Plan, PlannedRule, ReduceLrOnPlateau, Result};

/// A rule with the metric that it gets.
pub(super) struct Monitored {
    rule: ReduceLrOnPlateau,
    monitor: String,
}

/// Reads a rule. `rate` is the schedule of the rate, and `is_alone` says whether the list has no other rule.
pub(super) fn read(node: &Node<'_>, run: &Run, rate: &Sequence, is_alone: bool) -> Result<Monitored> {
    fields::check(node, "ReduceOnPlateau")?;
    let window = Window::read(node, run)?;
    let begin = window.first_step();
    if rate.is_absolute_from(begin) {
        let expected = "no scheduler with an end value of its own behind its begin, because mmengine's recursion then gives a rate that \
            no formula has";
        return Err(node.problem(expected, format!("a rule from step {begin} on")));
    }
    // mmengine limits the rate once, when the rule reduces it. Here the limit holds for the rate of the rule at every step.
    if given_or(node, "min_value", 0.0)? != 0.0 && (!is_alone || rate.moves_from(begin)) {
        let expected = "0, unless the rule is the only one and the schedule is constant from its begin on";
        return node.place("min_value")?.unexpected(expected);
    }
    let mode = match given_or(node, "rule", "less".to_owned())?.as_str() {
        "less" => Mode::Min,
        "greater" => Mode::Max,
        _ => return node.place("rule")?.unexpected("\"less\" or \"greater\""),
    };
    let build = || -> Result<ReduceLrOnPlateau> {
        let mut rule = ReduceLrOnPlateau::new()
            .mode(mode)
            .factor(given_or(node, "factor", 0.1)?)?
            .patience(given_or(node, "patience", 10)?)
            .threshold(given_or(node, "threshold", 1e-4)?)?
            .cooldown(given_or(node, "cooldown", 0)?)
            .eps(given_or(node, "eps", 1e-8)?)?
            .min_lr(given_or(node, "min_value", 0.0)?)?;
        if let Some(mode) = given::<ThresholdMode>(node, "threshold_rule")? {
            rule = rule.threshold_mode(mode);
        }
        Ok(rule)
    };
    let names = [("min_lr", "min_value"), ("factor", "factor"), ("threshold", "threshold"), ("eps", "eps")];
    let located = |error: Error| node.locate(error, &names.map(|(rust, torch)| FieldName { torch, rust }));
    let rule = build().map_err(located)?;
    let rule = match (begin, window.end) {
        (0, _) if window.end_step() >= run.steps().unwrap_or(ENDLESS) => rule,
        (begin, ENDLESS) => rule.during(begin..),
        (begin, _) => rule.during(begin..window.end_step()),
    };
    Ok(Monitored { rule, monitor: given_or(node, "monitor", "loss".to_owned())? })
}

/// The plan with the rules. One rule has the default name. Each of several has the name of its metric.
pub(super) fn add(plan: Plan, rules: Vec<Monitored>, notes: &mut Notes) -> Plan {
    let is_alone = rules.len() == 1;
    let (mut plan, mut names) = (plan, Vec::<String>::new());
    for Monitored { rule, monitor } in rules {
        if is_alone {
            notes.add("monitor", format!("{monitor:?}"), "give this metric to `metric` after each validation");
            plan = plan.reduce_lr_on_plateau(rule);
            continue;
        }
        let mut name = monitor.clone();
        while names.contains(&name) {
            name.push('_');
        }
        let remedy = format!("give this metric to `metric_for({name:?}, ..)` after each validation");
        notes.add("monitor", format!("{monitor:?}"), &remedy);
        plan = plan.feedback(PlannedRule::new(rule).name(&name));
        names.push(name);
    }
    plan
}

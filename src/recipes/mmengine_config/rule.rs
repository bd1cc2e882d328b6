//! `ReduceOnPlateauLR` as a feedback rule.

use super::run::{ENDLESS, Run, Window};
use crate::data::{FieldName, Node};
use crate::feedback::{Mode, ThresholdMode};
use crate::recipes::document::{given, given_or};
use crate::recipes::import::Notes;
use crate::{Error, ReduceLrOnPlateau, Result};

pub(super) fn read(node: &Node<'_>, run: &Run, notes: &mut Notes) -> Result<ReduceLrOnPlateau> {
    let window = Window::read(node, run)?;
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
    let monitor: String = given_or(node, "monitor", "loss".to_owned())?;
    notes.add("monitor", format!("{monitor:?}"), "give this metric to `metric` after each validation");
    Ok(match (window.first_step(), window.end) {
        (0, _) if window.end_step() >= run.steps().unwrap_or(ENDLESS) => rule,
        (begin, ENDLESS) => rule.during(begin..),
        (begin, _) => rule.during(begin..window.end_step()),
    })
}

//! The arguments that each scheduler of mmengine takes.

use crate::Result;
use crate::data::{FieldName, Node};
use crate::recipes::document::{given, given_or};

const COMMON: [&str; 9] =
    ["type", "begin", "end", "by_epoch", "convert_to_iter_based", "last_step", "verbose", "param_name", "_scope_"];
const OWN: [(&str, &[&str]); 11] = [
    ("Constant", &["factor"]),
    ("CosineAnnealing", &["T_max", "eta_min", "eta_min_ratio"]),
    ("CosineRestart", &["periods", "restart_weights", "eta_min", "eta_min_ratio"]),
    ("Exponential", &["gamma"]),
    ("Linear", &["start_factor", "end_factor"]),
    ("MultiStep", &["milestones", "gamma"]),
    ("OneCycle", &["eta_max", "total_steps", "pct_start", "anneal_strategy", "div_factor", "final_div_factor", "three_phase"]),
    ("Poly", &["eta_min", "power"]),
    ("QuadraticWarmup", &[]),
    ("ReduceOnPlateau", &["monitor", "rule", "factor", "patience", "threshold", "threshold_rule", "cooldown", "min_value", "eps"]),
    ("Step", &["step_size", "gamma"]),
];

/// Checks that a scheduler of a known type has no arguments that mmengine would refuse.
pub(super) fn check(node: &Node<'_>, kind: &str) -> Result<()> {
    let Some((_, own)) = OWN.iter().find(|(known, _)| *known == kind) else { return Ok(()) };
    node.only(&own.iter().chain(&COMMON).copied().map(FieldName::plain).collect::<Vec<_>>())?;
    if given::<f64>(node, "last_step")?.is_some_and(|step| step != -1.0) {
        return node.place("last_step")?.unexpected("-1, the start of a run");
    }
    if given_or(node, "convert_to_iter_based", false)? && !given_or(node, "by_epoch", true)? {
        return node.place("convert_to_iter_based")?.unexpected("false, because by_epoch is False");
    }
    Ok(())
}

//! Lengths in a plan file that are no whole number of steps, so that rounding moves a boundary by more than half a step.

use super::finding::in_steps;
use super::warning::Warning;
use crate::WarningKind;
use crate::data::wording::{count, number};
use crate::data::{Data, Resolved};

/// The types and parameters of lengths that repeat, so that the error of the length adds up.
const REPEATED: [(&str, &str); 9] = [
    ("StepLR", "step_size"),
    ("StepLr", "step_size"),
    ("CyclicLR", "step_size_up"),
    ("CyclicLR", "step_size_down"),
    ("CosineAnnealingWarmRestarts", "T_0"),
    ("CosineAnnealingWarmRestarts", "t_0"),
    ("Cycle", "period"),
    ("Every", "steps"),
    ("Stretch", "steps"),
];

/// The warning about a length that was rounded, in a run of `run` steps.
pub(super) fn warning(plan: &Data, rounded: &Resolved, run: Option<u64>) -> Option<Warning> {
    let Resolved { path, span, steps, exact } = rounded;
    let error = (exact - *steps as f64).abs();
    let written = format!("{path} is {span}, which is {} steps and becomes {}", number(*exact), in_steps(*steps));
    let times = run.unwrap_or(0) / (*steps).max(1);
    let message = if error > 0.5 {
        format!("{written}, because a length has at least 1 step")
    } else if is_repeated(plan, path) && error * times as f64 > 0.5 {
        let moved = number(error * times as f64);
        format!(
            "{written}. It repeats {} times in the run, so that its last boundary moves by {moved} steps. Write a whole number of steps \
             that divides the run, or list the boundaries",
            count(times)
        )
    } else {
        return None;
    };
    let subject = path.split(['.', '[']).next().unwrap_or_default().to_owned();
    Some(Warning { kind: WarningKind::Rounded, subject, path: path.clone(), position: None, message })
}

/// Whether the length at `path` repeats.
fn is_repeated(plan: &Data, path: &str) -> bool {
    let Some((owner, parameter)) = path.rsplit_once('.') else {
        return false;
    };
    match plan.at(owner).and_then(|owner| owner.field("type")) {
        Some(Data::Text(name)) => REPEATED.contains(&(name.as_str(), parameter)),
        _ => false,
    }
}

use super::inputs::{Inputs, Predicted};
use crate::output;
use serde_json::{Value, json};
use std::io;
use tch_lr_scheduler::predict::{FittedLaw, Search};

/// Prints the law and the predictions, from the lowest loss to the highest.
pub fn print(inputs: &Inputs, predictions: &[Predicted]) -> io::Result<()> {
    let predictions: Vec<_> = predictions.iter().map(plan).collect();
    output::print(&format!("{:#}\n", json!({ "law": law(&inputs.law), "predictions": predictions })))
}

fn plan(plan: &Predicted) -> Value {
    let warnings: Vec<_> = plan.warnings.iter().map(ToString::to_string).collect();
    let prediction = &plan.prediction;
    json!({
        "plan": plan.name,
        "file": plan.file,
        "steps": plan.curve.steps(),
        "loss": prediction.loss(),
        "low": prediction.low(),
        "high": prediction.high(),
        "warnings": warnings,
    })
}

fn law(law: &FittedLaw) -> Value {
    let run = |run: &tch_lr_scheduler::predict::SeenRun| json!({ "name": run.name, "steps": run.steps, "peak": run.peak, "losses": run.losses, "error": run.error });
    let runs: Vec<_> = law.seen().runs().iter().map(run).collect();
    json!({ "kind": law.law().kind().to_string(), "error": law.seen().error(), "runs": runs })
}

/// Prints the law and the result of a search.
pub fn print_search(inputs: &Inputs, search: &Search, plan: &Value) -> io::Result<()> {
    let candidate = |candidate: &tch_lr_scheduler::predict::Candidate| {
        json!({
            "description": candidate.description,
            "loss": candidate.loss,
            "peak": candidate.peak,
            "fraction": candidate.fraction,
            "shape": candidate.shape,
        })
    };
    let candidates: Vec<_> = search.candidates().iter().map(candidate).collect();
    let prediction = search.prediction();
    let found = json!({
        "law": law(&inputs.law),
        "plan": plan,
        "loss": prediction.loss(),
        "low": prediction.low(),
        "high": prediction.high(),
        "as_good": search.as_good().len(),
        "within_noise": search.is_within_noise(),
        "candidates": candidates,
    });
    output::print(&format!("{found:#}\n"))
}

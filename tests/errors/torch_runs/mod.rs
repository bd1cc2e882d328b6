//! Runs from Python that are damaged or contradict themselves, and plans that torch cannot express.

mod contradictions;
mod fields;
mod sizes;
mod texts;
mod writing;

use crate::common::refusals::assert_says;
use serde_json::Value;
use tch_lr_scheduler::*;

/// The file that Python would have written for this plan at this step.
fn written(plan: &Plan, step: u64) -> Result<Value> {
    let text =
        pytorch::write(plan, &plan.preview(2, step)?)?.replace("-Infinity", "\"-Infinity\"").replace(" Infinity", "\"Infinity\"");
    Ok(serde_json::from_str(&text).expect("JSON"))
}

fn refuses(run: &Value, message: &str) {
    assert_says(pytorch::read(&run.to_string()), &format!("torch run: {message}"));
}

/// The same run with the value at `pointer` replaced.
fn with(run: &Value, pointer: &str, value: Value) -> Value {
    let mut run = run.clone();
    *run.pointer_mut(pointer).expect("the place exists") = value;
    run
}

fn without(run: &Value, parent: &str, field: &str) -> Value {
    let mut run = run.clone();
    let fields = run.pointer_mut(parent).and_then(Value::as_object_mut).expect("the place exists");
    fields.remove(field).expect("the field exists");
    run
}

fn step_lr() -> Result<Value> {
    written(&Plan::lr(0.1, StepLr::new(30, 0.5)?), 40)
}

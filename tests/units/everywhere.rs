//! Every parameter of every type that is a number of steps may be a length in any unit, and means the same as the steps.

use crate::common::cases;
use serde_json::Value;
use tch_lr_scheduler::{Constant, Plan, PlanSpec, ReduceLrOnPlateau, Schedule};

/// Whole numbers that are not numbers of steps.
const COUNTS: [&str; 10] = [
    "T_mult",
    "expect_groups",
    "patience",
    "cooldown",
    "epochs",
    "steps_per_epoch",
    "cycle_limit",
    "d_model",
    "seed",
    "tokens_per_step",
];

/// Replaces each whole number by the same length in epochs of 1 step. Returns how many.
fn in_epochs(name: &str, value: &mut Value) -> usize {
    match value {
        // A larger number of epochs is not exact.
        Value::Number(number) if number.as_u64().is_some_and(|number| number < 1 << 53) && !COUNTS.contains(&name) => {
            *value = Value::String(format!("{number}ep"));
            1
        }
        Value::Array(items) => items.iter_mut().map(|item| in_epochs(name, item)).sum(),
        Value::Object(fields) => fields.iter_mut().map(|(name, value)| in_epochs(name, value)).sum(),
        _ => 0,
    }
}

#[test]
fn every_number_of_steps_may_be_a_length_in_another_unit() -> anyhow::Result<()> {
    let mut replaced = 0;
    let rule = ReduceLrOnPlateau::new().during(10..90);
    let mut plans = vec![Plan::lr(0.1, Constant).reduce_lr_on_plateau(rule).total_steps(100).expect_groups(2)];
    plans.extend(cases::all().into_iter().map(|case| Plan::lr(0.1, case.schedule()).scalar("p", 1.0, case.schedule().hold(7))));
    for plan in plans {
        // A closure cannot be written.
        let Ok(text) = plan.spec().to_json() else { continue };
        let mut file: Value = serde_json::from_str(&text)?;
        replaced += in_epochs("", &mut file);
        file["run"] = serde_json::json!({"steps_per_epoch": 1});
        let read = PlanSpec::from_json(&file.to_string())?.plan()?;
        let mut expected = plan.spec().to_string();
        if let Some(steps) = plan.run_length() {
            expected = expected.replacen(&format!("\"total_steps\": {steps}, "), "", 1);
        }
        let found = read.spec().to_string();
        let run = ["{\"run\": {\"steps_per_epoch\": 1}, ", "{\"run\": {\"total\": \"100ep\", \"steps_per_epoch\": 1}, "];
        let found = run.iter().find_map(|run| found.strip_prefix(run)).unwrap_or(&found);
        assert_eq!(found, expected.trim_start_matches('{'), "{file}");
    }
    assert!(replaced > 200, "{replaced}");
    Ok(())
}

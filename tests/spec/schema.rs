//! The JSON Schema: the checked-in file, and what it accepts and refuses according to Python's `jsonschema`.

use crate::common::cases;
use crate::common::python_packages::{self, python_with};
use anyhow::Result;
use serde_json::{Value, json};
use std::{env, fs};
use tch_lr_scheduler::spec::json_schema;
use tch_lr_scheduler::{Constant, Plan, PlanSpec};

const CHECKED_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/docs/plan.schema.json");
const PLANS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/plans");

#[test]
fn the_checked_in_schema_is_the_generated_one() -> Result<()> {
    let generated = json_schema()?;
    if env::var("UPDATE_SCHEMA").is_ok_and(|value| value == "1") {
        fs::write(CHECKED_IN, &generated)?;
    }
    let same = fs::read_to_string(CHECKED_IN).is_ok_and(|checked_in| checked_in == generated);
    assert!(same, "{CHECKED_IN} is not what the code says; `UPDATE_SCHEMA=1 cargo test -p long-tests --test spec` writes it anew");
    Ok(())
}

/// For each document, why the schema refuses it; `None` for all if no Python has `jsonschema`.
fn refusals(documents: &[Value]) -> Result<Option<Vec<Option<String>>>> {
    let Some(python) = python_with(&["jsonschema"], "no plan was validated by the schema") else { return Ok(None) };
    let schema: Value = serde_json::from_str(&json_schema()?)?;
    python_packages::run(&python, "json_schema.py", &json!({"schema": schema, "documents": documents})).map(Some)
}

#[test]
fn the_schema_accepts_every_plan_of_the_tests_and_examples() -> Result<()> {
    let mut plans: Vec<PlanSpec> = crate::plans::plans()?.iter().map(Plan::spec).collect();
    for case in cases::all().into_iter() {
        plans.push(Plan::lr(0.1, case.schedule()).momentum(0.9, case.schedule()).scalar("p", 1.0, case.schedule()).spec());
    }
    for entry in fs::read_dir(PLANS)? {
        plans.push(PlanSpec::read(entry?.path())?);
    }
    // A plan with an unnamed closure cannot be written.
    let documents = plans.iter().filter_map(|plan| plan.to_json().ok()).map(|text| Ok(serde_json::from_str(&text)?));
    let documents = documents.collect::<Result<Vec<Value>>>()?;
    assert!(documents.len() > 80, "{}", documents.len());
    let Some(refusals) = refusals(&documents)? else { return Ok(()) };
    for (document, refusal) in documents.iter().zip(refusals) {
        assert_eq!(refusal, None, "{document}");
    }
    Ok(())
}

#[test]
fn the_schema_refuses_what_is_not_a_plan() -> Result<()> {
    let schedule = |schedule: Value| json!({"lr": {"base": 0.1, "schedule": schedule}});
    let documents = [
        json!({}),
        json!([]),
        json!({"lr": 0.1}),
        json!({"lr": {"base": "high"}}),
        json!({"lr": {"base": 0.1}, "momentun": {"base": 0.9}}),
        json!({"lr": {"base": 0.1}, "total_steps": -1}),
        json!({"lr": {"base": 0.1}, "total_steps": 0.5}),
        schedule(json!({"type": "CosineAnealingLR", "T_max": 5})),
        schedule(json!({"type": "CosineAnnealingLR"})),
        schedule(json!({"type": "CosineAnnealingLR", "Tmax": 5})),
        schedule(json!({"type": "CosineAnnealingLR", "T_max": "5"})),
        schedule(json!({"type": "SequentialLR", "schedulers": [{"type": "Constant"}, {"type": "StepLR"}], "milestones": [5]})),
        schedule(json!({"type": "OneCycleLR", "max_lr": 0.1, "total_steps": 9, "anneal_strategy": "cosine"})),
        json!({"lr": {"base": 0.1}, "feedback": {"type": "ReduceLROnPlateau", "patience": 1.5}}),
    ];
    for document in &documents {
        assert!(PlanSpec::from_json(&document.to_string())?.plan().is_err(), "{document}");
    }
    let Some(refusals) = refusals(&documents)? else { return Ok(()) };
    for (document, refusal) in documents.iter().zip(refusals) {
        assert!(refusal.is_some(), "{document}");
    }
    Ok(())
}

#[test]
fn a_plan_may_name_its_schema() -> Result<()> {
    let named = r#"{"$schema": "plan.schema.json", "lr": {"base": 0.1}}"#;
    assert_eq!(PlanSpec::from_json(named)?.plan()?.spec(), Plan::lr(0.1, Constant).spec());
    Ok(())
}

//! The JSON Schema: the one that is checked in, and what it takes and refuses, by Python's `jsonschema`.

use crate::common::cases;
use crate::common::python::candidates;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{Write, stderr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};
use tch_lr_scheduler::spec::json_schema;
use tch_lr_scheduler::{Constant, Plan, PlanSpec};

const CHECKED_IN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/docs/plan.schema.json");
const PLANS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/plans");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/json_schema.py");

#[test]
fn the_checked_in_schema_is_the_generated_one() -> Result<()> {
    let generated = json_schema()?;
    if env::var("UPDATE_SCHEMA").is_ok_and(|value| value == "1") {
        fs::write(CHECKED_IN, &generated)?;
    }
    let same = fs::read_to_string(CHECKED_IN).is_ok_and(|checked_in| checked_in == generated);
    assert!(same, "{CHECKED_IN} is not what the code says; `UPDATE_SCHEMA=1 cargo test --test spec` writes it anew");
    Ok(())
}

/// For each document what the schema has against it; `None` where no Python has `jsonschema`, which is said, or with
/// `TCH_LR_REQUIRE_PYTHON=1` a failure.
fn refusals(test: &str, documents: &[Value]) -> Result<Option<Vec<Option<String>>>> {
    let Some(python) = candidates().into_iter().find(|python| has_jsonschema(python)) else {
        if env::var("TCH_LR_REQUIRE_PYTHON").is_ok_and(|value| value == "1") {
            bail!("{test}: no Python with the package jsonschema was found: install it, or unset TCH_LR_REQUIRE_PYTHON");
        }
        // Not by println, which the test harness keeps to itself where a test passes.
        let _ = stderr().write_all(format!("{test}: no Python with jsonschema was found, nothing was validated\n").as_bytes());
        return Ok(None);
    };
    read(&python, documents).map(Some)
}

fn has_jsonschema(python: &Path) -> bool {
    let found = Command::new(python).args(["-c", "import jsonschema"]).stderr(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

fn read(python: &PathBuf, documents: &[Value]) -> Result<Vec<Option<String>>> {
    let schema: Value = serde_json::from_str(&json_schema()?)?;
    let mut process = Command::new(python).args(["-B", SCRIPT]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    serde_json::to_writer(process.stdin.take().context("no input")?, &json!({"schema": schema, "documents": documents}))?;
    let output = process.wait_with_output()?;
    Ok(serde_json::from_slice(&output.stdout)?)
}

#[test]
fn the_schema_accepts_every_plan_of_the_tests_and_examples() -> Result<()> {
    let mut plans: Vec<PlanSpec> = crate::plans::plans()?.iter().map(Plan::spec).collect();
    for case in cases::all().into_iter() {
        plans.push(Plan::lr(0.1, case.schedule()).momentum(0.9, case.schedule()).number("p", 1.0, case.schedule()).spec());
    }
    for entry in fs::read_dir(PLANS)? {
        plans.push(PlanSpec::read(entry?.path())?);
    }
    // A closure without a name is no part of a file.
    let documents = plans.iter().filter_map(|plan| plan.to_json().ok()).map(|text| Ok(serde_json::from_str(&text)?));
    let documents = documents.collect::<Result<Vec<Value>>>()?;
    assert!(documents.len() > 80, "{}", documents.len());
    let Some(refusals) = refusals("every plan", &documents)? else { return Ok(()) };
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
    let Some(refusals) = refusals("no plan", &documents)? else { return Ok(()) };
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

//! Every parameter of every type of schedule in a plan file: a value of the wrong type or out of its range is an error at its
//! place, by the user's own spelling. The types are those of the table of schedules, which has a row for each registered type.

use crate::common::asked::Asked;
use crate::common::cases;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tch_lr_scheduler::{Error, Plan, PlanSpec, Result, spec::json_schema};

/// Values that some parameter could have by mistake.
fn mistakes() -> [Value; 10] {
    [
        json!(null),
        json!(true),
        json!("nonsense"),
        json!("3ep%"),
        json!([]),
        json!({}),
        json!(-1),
        json!(-0.5),
        json!(0),
        json!(1e308),
    ]
}

/// The plan with this schedule.
fn read(schedule: &Value) -> Result<Plan> {
    PlanSpec::from_json(&json!({"lr": {"base": 0.1, "schedule": schedule}}).to_string())?.plan()
}

/// The schedules of the table that a file can contain.
fn schedules() -> Vec<Value> {
    let all = cases::all().into_iter().filter(|case| !case.hides_parameters);
    let data = all.map(|case| serde_json::from_str(&case.schedule().spec().to_string()).expect("a schedule is JSON"));
    data.filter(|schedule| read(schedule).is_ok()).collect()
}

/// The place and the message of an error of a file.
fn place(error: &Error) -> (&str, String) {
    match error {
        Error::Data { path, .. } => (path.as_str(), error.to_string()),
        other => panic!("{other:?} has no place"),
    }
}

#[test]
fn every_parameter_refuses_mistakes_at_its_place() {
    let mut refused: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut elsewhere = vec![];
    for schedule in schedules() {
        let (owner, fields) = (schedule["type"].as_str().unwrap_or_default(), schedule.as_object().expect("an object"));
        for name in fields.keys().filter(|name| *name != "type") {
            let lower = name.to_lowercase();
            let spellings: BTreeSet<_> = [name, &lower].into_iter().collect();
            let drawn = spellings.into_iter().flat_map(|spelling| mistakes().map(|wrong| (spelling, wrong)));
            for (spelling, wrong) in drawn {
                let mut changed = schedule.clone();
                let changed_fields = changed.as_object_mut().expect("an object");
                changed_fields.remove(name);
                changed_fields.insert(spelling.clone(), wrong.clone());
                let Err(error) = read(&changed) else { continue };
                let (path, message) = place(&error);
                // A parameter that must fit another one may be refused at that one, or at the schedule.
                let is_near = path.starts_with(&format!("lr.schedule.{spelling}")) || message.contains(spelling.as_str());
                let is_of_another = path.starts_with("lr.schedule") && message.contains(name.as_str());
                let other = path.strip_prefix("lr.schedule.").is_some_and(|other| fields.contains_key(other));
                if !(is_near || is_of_another || other) {
                    elsewhere.push(format!("{owner}, {spelling} = {wrong}: {message}"));
                }
                if is_near {
                    refused.entry(owner.into()).or_default().insert(name.clone());
                }
            }
        }
        let all: BTreeSet<_> = fields.keys().filter(|name| *name != "type").cloned().collect();
        let found = refused.entry(owner.into()).or_default();
        elsewhere.extend(all.difference(found).map(|name| format!("{owner} takes anything for {name}")));
    }
    assert!(elsewhere.is_empty(), "{}", elsewhere.join("\n"));
    let schema: Value = serde_json::from_str(&json_schema().expect("there is a schema")).expect("it is JSON");
    let types = schema["$defs"]["schedule"]["oneOf"].as_array().expect("it is a list").iter();
    let missing: Vec<_> = types
        .filter_map(|entry| entry["properties"]["type"]["const"].as_str())
        .filter(|name| !refused.contains_key(*name))
        .collect();
    // Functions of the program hide their parameters, and are in tests/spec/mistakes.rs.
    assert!(
        missing.iter().all(|name| ["LambdaLR", "MultiplicativeLR"].contains(name)),
        "tests/common/cases has no row for {missing:?}"
    );
}

/// A place in a file is named as the file spells it.
#[test]
fn an_error_spells_a_parameter_as_the_file_does() {
    for (spelling, value, message) in [
        ("T_max", json!(0), "lr.schedule.T_max: expected at least 1, found 0"),
        ("t_max", json!(0), "lr.schedule.t_max: expected at least 1, found 0"),
        (
            "t_max",
            json!("x"),
            "lr.schedule.t_max: write a number and a unit, such as 5ep, 3% or 1.2Mtok (found \"x\", with \"x\" at character 1, expected a number)",
        ),
    ] {
        let error = read(&json!({"type": "CosineAnnealingLR", spelling: value})).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}

/// Every type of feedback rule names the group that does not exist, in Rust and in files.
#[test]
fn a_rule_on_a_group_that_does_not_exist_is_refused_for_every_type() {
    let schema: Value = serde_json::from_str(&json_schema().expect("there is a schema")).expect("it is JSON");
    let rules = schema["properties"]["feedback"]["anyOf"].as_array().expect("it is a list");
    let types: Vec<_> = rules.iter().filter_map(|entry| entry["properties"]["type"]["enum"][0].as_str()).collect();
    assert!(types.len() > 5, "{types:?}");
    for name in types {
        let mut rule = json!({"type": name, "groups": [0, 2]});
        if name == "EarlyStopping" {
            rule["patience"] = json!(3);
        }
        let plan =
            PlanSpec::from_json(&json!({"lr": {"base": 0.1}, "feedback": {"mine": rule}}).to_string()).and_then(|spec| spec.plan());
        let error = plan.and_then(|plan| plan.preview(2, 0)).unwrap_err();
        assert_eq!(error, Error::AbsentRuleGroup { rule: "mine".into(), group: 2, groups: 2 });
    }
}

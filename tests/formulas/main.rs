//! The schedules that torch lacks against the libraries that have them. tests/python/formulas.py writes the goldens.

use approx::relative_eq;
use serde_json::Value;
use std::collections::BTreeMap;
use tch_lr_scheduler::{Functions, Schedule, ScheduleSpec};

const GOLDENS: &str = include_str!("../goldens/formulas.json");

/// The difference that another order of operations makes, relative to the value.
const ROUNDING: f64 = 1e-12;
/// Differences near 0, relative to the base: the cosine of an angle near pi has few exact digits.
const NEAR_ZERO: f64 = 1e-14;

struct Golden {
    peer: String,
    schedule: Box<dyn Schedule>,
    base: f64,
    exact: bool,
    values: Vec<(u64, f64)>,
    json: String,
}

fn number(text: &Value) -> f64 {
    text.as_str().expect("a number is a text").parse().expect("it is a number")
}

fn read(golden: &Value) -> Golden {
    let spec: ScheduleSpec = serde_json::from_value(golden["schedule"].clone()).expect("it is data");
    let values = golden["values"].as_str().expect("values are a text").split(' ');
    let steps = golden["steps"].as_array().expect("steps are a list").iter().map(|step| step.as_u64().expect("a step"));
    Golden {
        peer: golden["peer"].as_str().expect("a golden has a peer").into(),
        schedule: spec.schedule(&Functions::new()).unwrap_or_else(|error| panic!("{error}: {golden}")),
        base: number(&golden["base"]),
        exact: golden["exact"].as_bool().expect("a golden is exact or not"),
        values: steps.zip(values.map(|value| value.parse().expect("it is a number"))).collect(),
        json: golden["schedule"].to_string(),
    }
}

fn goldens() -> Vec<Golden> {
    let all: Vec<Value> = serde_json::from_str(GOLDENS).expect("it is JSON");
    all.iter().map(read).collect()
}

#[test]
fn values_equal_those_of_the_libraries() {
    let mut compared: BTreeMap<String, usize> = BTreeMap::new();
    for Golden { peer, schedule, base, exact, values, json } in goldens() {
        for &(step, theirs) in &values {
            let ours = schedule.at(base, step);
            let is_equal = match exact {
                true => ours.to_bits() == theirs.to_bits(),
                false => relative_eq!(ours, theirs, max_relative = ROUNDING, epsilon = NEAR_ZERO * base),
            };
            assert!(is_equal, "{peer}, base {base:?}, step {step}: ours {ours:?}, theirs {theirs:?}, {json}");
        }
        *compared.entry(peer).or_default() += values.len();
    }
    assert!(compared.values().all(|count| *count > 30), "{compared:?}");
}

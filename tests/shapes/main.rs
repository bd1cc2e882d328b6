//! Shapes, `Wsd`, `Rex`, `Tanh`, `CosineDecay` and `PolynomialDecay` against the libraries that have them. tests/python/shapes.py
//! writes the goldens.

use approx::relative_eq;
use serde_json::Value;
use std::collections::BTreeMap;
use tch_lr_scheduler::{Functions, Schedule, ScheduleSpec};

const GOLDENS: &str = include_str!("../goldens/shapes.json");

/// The difference that another order of operations makes, relative to the value.
const ROUNDING: f64 = 1e-12;
/// Differences near 0, relative to the base: the last steps before the end subtract nearly equal numbers.
const NEAR_ZERO: f64 = 1e-14;

fn number(text: &Value) -> f64 {
    text.as_str().expect("a number is a text").parse().expect("it is a number")
}

#[test]
fn values_equal_those_of_the_libraries() {
    let goldens: Vec<Value> = serde_json::from_str(GOLDENS).expect("it is JSON");
    let mut compared: BTreeMap<&str, usize> = BTreeMap::new();
    for golden in &goldens {
        let spec: ScheduleSpec = serde_json::from_value(golden["schedule"].clone()).expect("it is data");
        let schedule = spec.schedule(&Functions::new()).unwrap_or_else(|error| panic!("{error}: {golden}"));
        let (peer, base) = (golden["peer"].as_str().expect("a golden has a peer"), number(&golden["base"]));
        let exact = golden["exact"].as_bool().expect("a golden is exact or not");
        let steps = golden["steps"].as_array().expect("steps are a list").iter().map(|step| step.as_u64().expect("a step"));
        let values: Vec<f64> = golden["values"]
            .as_str()
            .expect("values are a text")
            .split(' ')
            .map(|value| value.parse().expect("a number"))
            .collect();
        assert_eq!(steps.len(), values.len(), "{golden}");
        for (step, theirs) in steps.zip(&values) {
            let ours = schedule.at(base, step);
            let is_equal = match exact {
                true => ours.to_bits() == theirs.to_bits(),
                false => relative_eq!(ours, *theirs, max_relative = ROUNDING, epsilon = NEAR_ZERO * base),
            };
            assert!(is_equal, "{peer}, base {base:?}, step {step}: ours {ours:?}, theirs {theirs:?}, {spec}");
        }
        *compared.entry(peer).or_default() += values.len();
    }
    assert!(compared.len() >= 15 && compared.values().all(|count| *count > 30), "{compared:?}");
}

//! Keeps the values of hyperparameters in their ranges at every step, because a value out of its range stops a run.

use serde_json::{Map, Value, json};

const BELOW_ONE: f64 = 0.999;

pub fn plan(fields: &mut Map<String, Value>) {
    for (name, high) in [("momentum", BELOW_ONE), ("weight_decay", 1e300), ("beta2", BELOW_ONE), ("eps", 1e300)] {
        if let Some(assigned) = fields.get_mut(name) {
            assignments(assigned, high);
        }
    }
    // A weight decay that is proportional to a negative rate is negative.
    if fields.get("weight_decay").is_some_and(|assigned| assigned.to_string().contains("proportional_to_lr")) {
        assignments(&mut fields["lr"], 1e300);
    }
    if let Some(rates) = fields.get_mut("lr") {
        companions(rates);
    }
}

/// Clamps every scheduled value of one hyperparameter, and the two values of a coupling.
fn assignments(assigned: &mut Value, high: f64) {
    let has_schedule = assigned.get("base").is_some() || assigned.get("schedule").is_some();
    clamp(assigned, high, has_schedule);
    coupling(assigned, high);
    for entry in assigned.get_mut("each").and_then(Value::as_array_mut).into_iter().flatten() {
        clamp(entry, high, !has_schedule || entry.get("schedule").is_some());
    }
    for group in assigned.get_mut("groups").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        // A group with only a base follows the common schedule. Without a common schedule it is constant.
        let follows = has_schedule && group.get("schedule").is_none();
        clamp(group, high, !follows && (group.get("base").is_some() || group.get("schedule").is_some()));
        coupling(group, high);
        at_most(group, "factor", 1.0);
        if let Some(times) = group.get_mut("times") {
            *times = json!({"type": "Clamp", "schedule": times.take(), "low": 0.0, "high": 1.0});
        }
    }
}

/// Clamps the schedule of an object, which is constant if the object has none.
fn clamp(scheduled: &mut Value, high: f64, has_schedule: bool) {
    if let Some(fields) = scheduled.as_object_mut().filter(|_| has_schedule) {
        let schedule = fields.remove("schedule").unwrap_or(json!({"type": "Constant"}));
        fields.insert("schedule".into(), json!({"type": "Clamp", "schedule": schedule, "low": 0.0, "high": high}));
    }
}

fn coupling(assigned: &mut Value, high: f64) {
    if let Some(coupling) = assigned.get_mut("opposite_to_lr") {
        at_most(coupling, "low", high);
        at_most(coupling, "high", high);
    }
}

/// Limits the momenta that schedules of the rate cycle.
pub fn companions(json: &mut Value) {
    match json {
        Value::Array(items) => items.iter_mut().for_each(companions),
        Value::Object(fields) => {
            fields.values_mut().for_each(companions);
            // A factor above 1 moves the momentum beyond the two given ones.
            if fields.get("type").is_some_and(|name| name == "CyclicLR" || name == "CyclicLr") {
                let grows = fields.get("gamma").and_then(Value::as_f64).is_some_and(|gamma| gamma > 1.0);
                if grows || fields.contains_key("scale_fn") {
                    fields.insert("cycle_momentum".into(), json!(false));
                }
            }
            ["base_momentum", "max_momentum"].iter().for_each(|name| at_most(json, name, BELOW_ONE));
        }
        _ => {}
    }
}

fn at_most(object: &mut Value, name: &str, most: f64) {
    if let Some(value) = object.get_mut(name).filter(|value| value.as_f64().is_some_and(|number| number > most)) {
        *value = json!(most);
    }
}

//! Establishes what a JSON Schema cannot express: the order of milestones, one base per group, and the lengths of lists.

use super::in_range;
use serde_json::{Map, Value, json};

/// Sorts the lists that must be sorted, and adjusts the number of milestones.
pub fn schedules_in(json: &mut Value) {
    match json {
        Value::Array(items) => {
            items.iter_mut().for_each(schedules_in);
            let place = |item: &Value| item.as_u64().or(item["step"].as_u64()).or(item[0].as_u64());
            if items.iter().all(|item| place(item).is_some()) {
                items.sort_by_key(place);
                if items.iter().all(Value::is_array) {
                    items.dedup_by_key(|point| place(point));
                }
            }
        }
        Value::Object(fields) => {
            fields.values_mut().for_each(schedules_in);
            let members = fields.get("schedulers").and_then(Value::as_array).map_or(0, Vec::len);
            if let Some(milestones) = fields.get_mut("milestones").and_then(Value::as_array_mut).filter(|_| members > 0) {
                let last = milestones.last().cloned().unwrap_or(json!(5));
                milestones.resize(members - 1, last);
            }
        }
        _ => {}
    }
}

/// Makes the plan consistent and returns a number of groups that it fits: `groups` or more.
pub fn plan(json: &mut Value, groups: usize) -> usize {
    schedules_in(json);
    let Some(fields) = json.as_object_mut() else {
        return groups;
    };
    let each = fields["lr"]["each"].as_array().map(Vec::len);
    let groups = each.unwrap_or(groups.max(3));
    let hyperparameters = [
        ("lr", "each"),
        ("momentum", "opposite_to_lr"),
        ("weight_decay", "proportional_to_lr"),
        ("beta2", "each"),
        ("eps", "each"),
    ];
    for (name, own) in hyperparameters {
        if let Some(track) = fields.get_mut(name).and_then(Value::as_object_mut) {
            consistent(track, own, groups);
        }
    }
    in_range::plan(fields);
    for scalar in fields.get_mut("scalars").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        not_negative(scalar, "base");
        if let Some(scalar) = scalar.as_object_mut() {
            if scalar.contains_key("proportional_to_lr") {
                scalar.retain(|name, _| name == "proportional_to_lr");
                couplings_in(scalar);
            } else {
                scalar.entry("base").or_insert(json!(0.1));
            }
        }
    }
    if fields.get("feedback").and_then(Value::as_object).is_some_and(Map::is_empty) {
        fields.remove("feedback");
    }
    let listed = fields.get_mut("feedback").is_some_and(|feedback| rules(feedback, groups));
    if listed || each.is_some() {
        fields.remove("groups");
    }
    groups
}

/// Makes the feedback rules consistent. Returns whether one has a list with an entry for each group.
fn rules(feedback: &mut Value, groups: usize) -> bool {
    let rules: Vec<&mut Value> = match feedback.as_object_mut() {
        Some(named) if !named.contains_key("type") => named.values_mut().collect(),
        _ => vec![feedback],
    };
    let mut listed = false;
    for rule in rules {
        // A verbose rule prints every reduction.
        if rule.get("verbose").is_some() {
            rule["verbose"] = json!(false);
        }
        if rule.get("groups").is_some() {
            rule["groups"] = json!([0]);
        }
        for limits in ["min_lr", "max_lr"] {
            if let Some(limits) = rule.get_mut(limits).and_then(Value::as_array_mut) {
                limits.resize(groups, json!(0.0));
                listed = true;
            }
        }
    }
    listed
}

fn consistent(track: &mut Map<String, Value>, own: &str, groups: usize) {
    let listed = track.contains_key("each");
    if track.contains_key(own) {
        track.remove("base");
        if !listed {
            track.remove("schedule");
        }
    } else {
        track.entry("base").or_insert(json!(0.1));
    }
    let (has_base, is_coupled) = (track.contains_key("base"), own != "each" && track.contains_key(own));
    if let Some(layers) = track.get_mut("layer_wise").and_then(Value::as_object_mut) {
        layers.remove("groups_per_layer");
        let drawn = layers.get("layers").and_then(Value::as_u64).unwrap_or(1);
        layers.insert("layers".into(), json!(1 + drawn % groups as u64));
    }
    if let Some(layers) = track.get_mut("layer_wise") {
        ["decay", "min_factor"].iter().for_each(|name| not_negative(layers, name));
    }
    for course in track.get_mut("each").and_then(Value::as_array_mut).into_iter().flatten() {
        not_negative(course, "base");
    }
    if let Some(of_groups) = track.get_mut("groups").and_then(Value::as_object_mut) {
        of_groups.retain(|number, _| number.parse::<usize>().is_ok_and(|number| number < groups));
        for group in of_groups.values_mut().filter_map(Value::as_object_mut) {
            if listed || group.contains_key(own) {
                group.remove("base");
                group.remove("schedule");
            } else if group.contains_key("schedule") && !has_base {
                group.entry("base").or_insert(json!(0.5));
            }
            // A schedule cannot multiply a coupling.
            if group.contains_key(own) || (is_coupled && !group.contains_key("schedule")) {
                group.remove("times");
            }
            if group.is_empty() {
                group.insert("factor".into(), json!(0.5));
            }
            couplings_in(group);
        }
        of_groups.values_mut().for_each(|group| ["base", "factor"].iter().for_each(|name| not_negative(group, name)));
    }
    if let Some(base) = track.get_mut("base") {
        *base = json!(base.as_f64().map(f64::abs));
    }
    couplings_in(track);
}

/// Brings the numbers of couplings into their ranges.
fn couplings_in(track: &mut Map<String, Value>) {
    for name in ["opposite_to_lr", "proportional_to_lr"] {
        let Some(value) = track.get_mut(name) else {
            continue;
        };
        ["low", "high", "weight_decay", "value", "at_lr"].iter().for_each(|name| not_negative(value, name));
        if let Some(at_lr) = value.get_mut("at_lr").filter(|at_lr| at_lr.as_f64() == Some(0.0)) {
            *at_lr = json!(5e-324);
        }
        if let Some(range) = value.get_mut("lr") {
            let (start, end) = (range[0].as_f64().unwrap_or(0.0).abs(), range[1].as_f64().unwrap_or(0.0).abs());
            *range = if start == end { json!([0.0, 1e300]) } else { json!([start.min(end), start.max(end)]) };
        }
    }
}

fn not_negative(object: &mut Value, name: &str) {
    if let Some(value) = object.get_mut(name).filter(|value| value.as_f64().is_some_and(|number| number < 0.0)) {
        *value = json!(value.as_f64().map(f64::abs));
    }
}

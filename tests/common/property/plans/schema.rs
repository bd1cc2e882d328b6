//! Instances of a JSON Schema, for the keywords that this crate's schema uses.

use super::numbers::{numbers, whole};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use serde_json::{Map, Value};

/// A strategy for instances; `None` if nothing can be drawn: a schedule inside a leaf, or the name of a registered function.
pub fn instances(schema: &Value, schedules: Option<&BoxedStrategy<Value>>) -> Option<BoxedStrategy<Value>> {
    let word = |name: &str| schema.get(name);
    if word("$ref").is_some() {
        return schedules.cloned();
    }
    if let Some(value) = word("const") {
        return Some(Just(value.clone()).boxed());
    }
    if let Some(values) = word("enum") {
        return Some(select(array(values).to_vec()).boxed());
    }
    if let Some(choices) = word("oneOf").or(word("anyOf")) {
        let choices: Vec<_> = array(choices).iter().filter_map(|choice| instances(choice, schedules)).collect();
        return (!choices.is_empty()).then(|| Union::new(choices).boxed());
    }
    match word("type").and_then(Value::as_str) {
        Some("integer") => Some(whole()),
        Some("number") => Some(numbers()),
        Some("boolean") => Some(any::<bool>().prop_map(Value::from).boxed()),
        Some("null") => Some(Just(Value::Null).boxed()),
        Some("string") => None,
        Some("array") => list(schema, schedules),
        Some("object") => object(schema, schedules),
        _ => panic!("a word of JSON Schema that is not known here: {schema}"),
    }
}

fn array(schema: &Value) -> &[Value] {
    schema.as_array().map_or(&[], Vec::as_slice)
}

fn list(schema: &Value, schedules: Option<&BoxedStrategy<Value>>) -> Option<BoxedStrategy<Value>> {
    if let Some(items) = schema.get("prefixItems") {
        let items: Option<Vec<_>> = array(items).iter().map(|item| instances(item, schedules)).collect();
        return Some(items?.prop_map(Value::Array).boxed());
    }
    let length = |name: &str, otherwise: u64| schema.get(name).and_then(Value::as_u64).unwrap_or(otherwise) as usize;
    let (least, most) = (length("minItems", 1), length("maxItems", 4));
    Some(vec(instances(&schema["items"], schedules)?, least..=most).prop_map(Value::Array).boxed())
}

fn object(schema: &Value, schedules: Option<&BoxedStrategy<Value>>) -> Option<BoxedStrategy<Value>> {
    let required = |name: &String| array(&schema["required"]).iter().any(|required| required.as_str() == Some(name));
    let mut fields: Vec<BoxedStrategy<Option<(String, Value)>>> = vec![];
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let (needed, name) = (required(name), name.clone());
        match instances(property, schedules) {
            None if needed => return None,
            None => {}
            Some(values) if needed => fields.push(values.prop_map(move |value| Some((name.clone(), value))).boxed()),
            Some(values) => fields.push(proptest::option::of(values.prop_map(move |value| (name.clone(), value))).boxed()),
        }
    }
    let pattern = schema.get("patternProperties").and_then(|patterns| patterns.as_object()?.values().next());
    let others = pattern.or(schema.get("additionalProperties").filter(|schema| schema.is_object()));
    if let Some(values) = others.and_then(|others| instances(others, schedules)) {
        let names =
            (0..3).map(|number: u32| proptest::option::of(values.clone().prop_map(move |value| (number.to_string(), value))));
        fields.extend(names.map(Strategy::boxed));
    }
    Some(fields.prop_map(|fields| Value::Object(fields.into_iter().flatten().collect::<Map<_, _>>())).boxed())
}

//! Random plan files, drawn from the crate's own JSON Schema, so that new types of schedules are drawn too.

mod consistent;
mod in_range;
mod numbers;
mod repaired;
mod schema;

use proptest::prelude::*;
use serde_json::{Map, Value};
use std::fmt;
use tch_lr_scheduler::{Functions, Plan, PlanSpec, Result, Schedule, ScheduleSpec, spec};

/// The depth to which schedules are nested.
const DEPTH: usize = 5;

/// A valid plan and a number of groups that it fits.
#[derive(Clone)]
pub struct PlanFile {
    pub json: Value,
    pub groups: usize,
}

impl PlanFile {
    pub fn spec(&self) -> Result<PlanSpec> {
        PlanSpec::from_json(&self.json.to_string())
    }

    pub fn plan(&self) -> Result<Plan> {
        self.spec()?.plan()
    }
}

impl fmt::Debug for PlanFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "this plan, with {} groups:\n{:#}\n", self.groups, self.json)
    }
}

/// A valid schedule, as a plan file holds it.
#[derive(Clone)]
pub struct ScheduleFile(pub Value);

impl ScheduleFile {
    pub fn schedule(&self) -> Result<Box<dyn Schedule>> {
        built(&self.0)
    }
}

impl fmt::Debug for ScheduleFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plan = Value::from_iter([("lr", Value::from_iter([("base", 0.1.into()), ("schedule", self.0.clone())]))]);
        write!(formatter, "the schedule of this plan:\n{plan:#}\n")
    }
}

fn built(json: &Value) -> Result<Box<dyn Schedule>> {
    let spec: ScheduleSpec = serde_json::from_value(json.clone()).expect("nothing that is no data is drawn");
    spec.schedule(&Functions::new())
}

fn schema() -> Value {
    let schema = spec::json_schema().expect("there is a schema");
    serde_json::from_str(&schema).expect("it is JSON")
}

fn of_depth(schema: &Value, depth: usize) -> BoxedStrategy<Value> {
    let forms = &schema["$defs"]["schedule"];
    let leaf = schema::instances(forms, None).expect("some schedules have no others in them");
    (0..depth).fold(leaf, |inner, _| schema::instances(forms, Some(&inner)).expect("what a leaf has, others have"))
}

pub fn schedules() -> impl Strategy<Value = ScheduleFile> {
    of_depth(&schema(), DEPTH).prop_filter_map("refused", |mut json| {
        consistent::schedules_in(&mut json);
        repaired::repaired(json, |json| built(json).map(drop)).map(ScheduleFile)
    })
}

pub fn plans() -> impl Strategy<Value = PlanFile> {
    let mut schema = schema();
    let schedules = of_depth(&schema, DEPTH);
    let properties = schema["properties"].as_object_mut().map(std::mem::take).unwrap_or_default();
    let properties: Map<_, _> = properties.into_iter().filter(|(name, _)| name != "$schema").collect();
    schema["properties"] = Value::Object(properties);
    let drawn = schema::instances(&schema, Some(&schedules)).expect("a plan is an object");
    (drawn, 1..=3usize).prop_filter_map("refused", |(mut json, groups)| {
        let groups = consistent::plan(&mut json, groups);
        let starts = |json: &Value| PlanFile { json: json.clone(), groups }.plan()?.preview(groups, 0).map(drop);
        let mut json = repaired::repaired(json, starts)?;
        // The repair may have set a momentum to 1, which stops the run at a later step.
        in_range::companions(&mut json["lr"]);
        starts(&json).ok().map(|()| PlanFile { json, groups })
    })
}

/// Every whole number in a file.
pub fn whole_numbers(json: &Value) -> Vec<u64> {
    match json {
        Value::Number(number) => number.as_u64().into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(whole_numbers).collect(),
        Value::Object(fields) => fields.values().flat_map(whole_numbers).collect(),
        _ => vec![],
    }
}

/// Whether a file holds a negative number.
pub fn is_negative_somewhere(json: &Value) -> bool {
    match json {
        Value::Number(number) => number.as_f64().is_some_and(|number| number < 0.0),
        Value::Array(items) => items.iter().any(is_negative_somewhere),
        Value::Object(fields) => fields.values().any(is_negative_somewhere),
        _ => false,
    }
}

//! What a plan says of one hyperparameter, as data: `base` and `schedule` of all groups (or what couples it to the rate), and what
//! single groups have of their own, by their number.

use crate::data::{Data, FieldName, HasSchema, Node, Read, Write, object_schema};
use crate::hyperparameter::CouplingKind;
use crate::plan::assignments::{Assignments, Source};
use crate::plan::coupling::Coupling;
use crate::plan::scheduled_value::ScheduledValue;
use crate::{Constant, Hyperparameter, Result, Schedule};
use std::collections::HashMap;

const BASE: FieldName = FieldName::plain("base");
const SCHEDULE: FieldName = FieldName::plain("schedule");
const FACTOR: FieldName = FieldName::plain("factor");
const GROUPS: FieldName = FieldName::plain("groups");
const EACH: FieldName = FieldName::plain("each");
const PROPORTIONAL: FieldName = FieldName::plain("proportional_to_lr");
const OPPOSITE: FieldName = FieldName::plain("opposite_to_lr");

/// Of one group: an own scheduled, a factor, or both.
struct Group {
    scheduled: Option<ScheduledValue>,
    factor: Option<f64>,
}

/// The field that is an alternative to a base and a schedule for all groups.
fn alternative(hyperparameter: Hyperparameter) -> FieldName {
    match hyperparameter.coupling() {
        CouplingKind::Uncoupled => EACH,
        CouplingKind::Opposite => OPPOSITE,
        CouplingKind::Proportional => PROPORTIONAL,
    }
}

pub(super) fn read(node: &Node<'_>, hyperparameter: Hyperparameter) -> Result<Assignments> {
    let own = alternative(hyperparameter);
    node.only(&[BASE, SCHEDULE, GROUPS, own])?;
    let mut assignments = Assignments::new(hyperparameter);
    let all = optional_scheduled_value(node)?.map(Source::Scheduled);
    let other = match hyperparameter.coupling() {
        CouplingKind::Uncoupled => {
            if let Some(each) = node.optional::<Vec<ScheduledValue>>(EACH)? {
                assignments = Assignments::of_each(hyperparameter, each);
            }
            None
        }
        CouplingKind::Opposite => node.optional_with(OPPOSITE, read_opposite)?.map(Source::Coupled),
        CouplingKind::Proportional => {
            node.optional_with(PROPORTIONAL, |node| read_proportional(node, hyperparameter))?.map(Source::Coupled)
        }
    };
    let given_as_list = assignments.listed().is_some();
    match (all, other) {
        (Some(_), Some(_)) => return Err(node.problem(format!("base or {}", own.torch), "both")),
        (Some(_), None) if given_as_list => return Err(node.problem("base or each", "both")),
        (None, None) if !given_as_list && hyperparameter == Hyperparameter::Lr => {
            return Err(node.problem("a base, or one for each group", node.data.excerpt()));
        }
        (Some(entry), None) | (None, Some(entry)) => assignments.add(None, entry),
        (None, None) => {}
    }
    if let Some(groups) = node.optional::<Groups>(GROUPS)? {
        for (number, group) in groups.0 {
            if let Some(scheduled) = group.scheduled {
                assignments.add(Some(number), Source::Scheduled(scheduled));
            }
            if let Some(factor) = group.factor {
                assignments.add_factor(number, factor);
            }
        }
    }
    Ok(assignments)
}

pub(super) fn write(assignments: &Assignments) -> Data {
    let mut fields: Vec<(String, Data)> = vec![];
    let mut groups: Vec<(String, Vec<(String, Data)>)> = vec![];
    let listed = assignments.listed().unwrap_or(0);
    let scheduled = |scheduled: &ScheduledValue| {
        vec![("base".into(), scheduled.base().write()), ("schedule".into(), scheduled.spec().into_data())]
    };
    let mut each = vec![];
    for (group, entry) in assignments.sources() {
        match (group, entry) {
            (Some(_), Source::Scheduled(own)) if each.len() < listed => each.push(Data::Object(scheduled(own))),
            (Some(group), Source::Scheduled(own)) => groups.push((group.to_string(), scheduled(own))),
            (None, Source::Scheduled(own)) => fields.extend(scheduled(own)),
            (_, Source::Coupled(coupling)) => fields.push(coupled(coupling, assignments.hyperparameter())),
        }
    }
    let mut places: HashMap<String, usize> = groups.iter().enumerate().map(|(place, (name, _))| (name.clone(), place)).collect();
    for (group, factor) in assignments.factors() {
        let (name, factor) = (group.to_string(), ("factor".to_owned(), factor.write()));
        // A second factor is an error that the plan itself will say.
        match places.remove(&name) {
            Some(place) => groups[place].1.push(factor),
            None => groups.push((name, vec![factor])),
        }
    }
    if assignments.listed().is_some() {
        fields.push((EACH.torch.into(), Data::List(each)));
    }
    if !groups.is_empty() {
        fields.push((GROUPS.torch.into(), Data::object(groups.into_iter().map(|(name, fields)| (name, Data::Object(fields))))));
    }
    Data::Object(fields)
}

fn coupled(coupling: &Coupling, hyperparameter: Hyperparameter) -> (String, Data) {
    match *coupling {
        Coupling::Proportional { value, at_lr } => {
            let fields = [(hyperparameter.name(), value.write()), ("at_lr", at_lr.write())];
            (PROPORTIONAL.torch.into(), Data::object(fields))
        }
        Coupling::Opposite { low, high, lr } => {
            let fields = [("low", low.write()), ("high", high.write()), ("lr", vec![lr.0, lr.1].write())];
            (OPPOSITE.torch.into(), Data::object(fields))
        }
    }
}

/// A base, and a schedule that is constant where none is given.
fn optional_scheduled_value(node: &Node<'_>) -> Result<Option<ScheduledValue>> {
    let base = node.optional::<f64>(BASE)?;
    let schedule = node.optional::<Box<dyn Schedule>>(SCHEDULE)?;
    match (base, schedule) {
        (None, None) => Ok(None),
        (None, Some(_)) => node.required::<f64>(BASE).map(|_| None),
        (Some(base), schedule) => Ok(Some(ScheduledValue::new(base, schedule.unwrap_or_else(|| Constant.boxed())))),
    }
}

impl Read for ScheduledValue {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&[BASE, SCHEDULE])?;
        match optional_scheduled_value(node)? {
            Some(scheduled) => Ok(scheduled),
            None => node.required::<f64>(BASE).map(|base| ScheduledValue::new(base, Constant)),
        }
    }
}

impl HasSchema for ScheduledValue {
    fn schema() -> Data {
        object_schema([BASE, SCHEDULE].map(property), &["base"])
    }
}

impl Read for Group {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&[BASE, SCHEDULE, FACTOR])?;
        let group = Self { scheduled: optional_scheduled_value(node)?, factor: node.optional(FACTOR)? };
        match (&group.scheduled, group.factor) {
            (None, None) => node.unexpected("a base, a factor, or both"),
            _ => Ok(group),
        }
    }
}

impl HasSchema for Group {
    fn schema() -> Data {
        object_schema([BASE, SCHEDULE, FACTOR].map(property), &[])
    }
}

struct Groups(Vec<(usize, Group)>);

impl Read for Groups {
    fn read(node: &Node<'_>) -> Result<Self> {
        let numbered = |(name, group): (String, Group)| {
            let number = name.parse().map_err(|_| node.problem("groups by their number, counted from 0", format!("{name:?}")))?;
            Ok((number, group))
        };
        node.entries("groups by their number")?.into_iter().map(numbered).collect::<Result<_>>().map(Self)
    }
}

impl HasSchema for Groups {
    fn schema() -> Data {
        Data::object([
            ("type", Data::text("object")),
            ("patternProperties", Data::object([("^[0-9]+$", Group::schema())])),
            ("additionalProperties", Data::Bool(false)),
        ])
    }
}

fn read_proportional(node: &Node<'_>, hyperparameter: Hyperparameter) -> Result<Coupling> {
    let (value, at_lr) = (FieldName::plain(hyperparameter.name()), FieldName::plain("at_lr"));
    node.only(&[value, at_lr])?;
    Ok(Coupling::Proportional { value: node.required(value)?, at_lr: node.required(at_lr)? })
}

fn read_opposite(node: &Node<'_>) -> Result<Coupling> {
    let (low, high, lr) = (FieldName::plain("low"), FieldName::plain("high"), FieldName::plain("lr"));
    node.only(&[low, high, lr])?;
    let range: Vec<f64> = node.required(lr)?;
    let [start, end] = range[..] else {
        return Err(node.problem("lr as two rates, [start, end]", format!("{}", range.len())));
    };
    Ok(Coupling::Opposite { low: node.required(low)?, high: node.required(high)?, lr: (start, end) })
}

/// The JSON Schema of what a plan may say about a hyperparameter.
pub(super) fn schema(hyperparameter: Hyperparameter) -> Data {
    let own = match hyperparameter.coupling() {
        CouplingKind::Uncoupled => Vec::<ScheduledValue>::schema(),
        CouplingKind::Opposite => {
            let lr = Data::object([
                ("type", Data::text("array")),
                ("items", f64::schema()),
                ("minItems", Data::Whole(2)),
                ("maxItems", Data::Whole(2)),
            ]);
            object_schema([("low", f64::schema()), ("high", f64::schema()), ("lr", lr)], &["low", "high", "lr"])
        }
        CouplingKind::Proportional => {
            let value = hyperparameter.name();
            object_schema([(value, f64::schema()), ("at_lr", f64::schema())], &[value, "at_lr"])
        }
    };
    let own = (alternative(hyperparameter).torch, own);
    object_schema([property(BASE), property(SCHEDULE), (GROUPS.torch, Groups::schema()), own], &[])
}

fn property(name: FieldName) -> (&'static str, Data) {
    let schema = if name == SCHEDULE { <Box<dyn Schedule>>::schema() } else { f64::schema() };
    (name.torch, schema)
}

/// The scheduled of a number of the user's own.
pub(super) fn scalar(scheduled: &ScheduledValue) -> Data {
    Data::object([("base", scheduled.base().write()), ("schedule", scheduled.spec().into_data())])
}

//! The assignments of one hyperparameter as data: `base` and `schedule` of all groups (or a list, or a coupling to the rate), and
//! the `groups` with their own base, schedule or factor.

use crate::data::{Data, FieldName, HasSchema, Node, Path, Read, Write, object_schema};
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

/// The entry of one group: its own base and schedule, a factor, or both.
struct Group {
    scheduled: Option<ScheduledValue>,
    factor: Option<f64>,
}

/// The field that a hyperparameter may have instead of a base and a schedule for all groups.
fn alternative_field(hyperparameter: Hyperparameter) -> FieldName {
    match hyperparameter.coupling() {
        CouplingKind::Uncoupled => EACH,
        CouplingKind::Opposite => OPPOSITE,
        CouplingKind::Proportional => PROPORTIONAL,
    }
}

pub(super) fn read(node: &Node<'_>, hyperparameter: Hyperparameter) -> Result<Assignments> {
    let alternative = alternative_field(hyperparameter);
    check_is_table(node)?;
    node.only(&[BASE, SCHEDULE, GROUPS, alternative])?;
    let mut assignments = Assignments::new(hyperparameter);
    let scheduled = optional_scheduled_value(node)?.map(Source::Scheduled);
    let coupled = match hyperparameter.coupling() {
        CouplingKind::Uncoupled => {
            if let Some(each) = node.optional::<Vec<ScheduledValue>>(EACH)? {
                assignments = Assignments::of_list(hyperparameter, each);
            }
            None
        }
        CouplingKind::Opposite => node.optional_with(OPPOSITE, read_opposite)?.map(Source::Coupled),
        CouplingKind::Proportional => {
            node.optional_with(PROPORTIONAL, |node| read_proportional(node, hyperparameter))?.map(Source::Coupled)
        }
    };
    let is_list = assignments.list_length().is_some();
    match (scheduled, coupled) {
        (Some(_), Some(_)) => return Err(node.problem(format!("base or {}", alternative.torch), "both")),
        (Some(_), None) if is_list => return Err(node.problem("base or each", "both")),
        (None, None) if !is_list && hyperparameter == Hyperparameter::Lr => {
            return Err(node.problem("a field base or each", node.data.excerpt()));
        }
        (Some(source), None) | (None, Some(source)) => assignments.add(None, source),
        (None, None) => {}
    }
    if let Some(groups) = node.optional::<Groups>(GROUPS)? {
        for (index, group) in groups.0 {
            if let Some(scheduled) = group.scheduled {
                assignments.add(Some(index), Source::Scheduled(scheduled));
            }
            if let Some(factor) = group.factor {
                assignments.add_factor(index, factor);
            }
        }
    }
    Ok(assignments)
}

pub(super) fn write(assignments: &Assignments) -> Data {
    let mut fields: Vec<(String, Data)> = vec![];
    let mut groups: Vec<(String, Vec<(String, Data)>)> = vec![];
    let list_length = assignments.list_length().unwrap_or(0);
    let mut each = vec![];
    for (group, source) in assignments.sources() {
        match (group, source) {
            // The entries of the list are the first sources.
            (Some(_), Source::Scheduled(scheduled)) if each.len() < list_length => {
                each.push(Data::Object(base_and_schedule(scheduled)))
            }
            (Some(group), Source::Scheduled(scheduled)) => groups.push((group.to_string(), base_and_schedule(scheduled))),
            (None, Source::Scheduled(scheduled)) => fields.extend(base_and_schedule(scheduled)),
            (_, Source::Coupled(coupling)) => fields.push(write_coupling(coupling, assignments.hyperparameter())),
        }
    }
    let mut index_of: HashMap<String, usize> = groups.iter().enumerate().map(|(index, (name, _))| (name.clone(), index)).collect();
    for (group, factor) in assignments.factors() {
        let (name, factor) = (group.to_string(), ("factor".to_owned(), factor.write()));
        // A second factor of a group becomes a second entry. The plan refuses it when it is used with an optimizer.
        match index_of.remove(&name) {
            Some(index) => groups[index].1.push(factor),
            None => groups.push((name, vec![factor])),
        }
    }
    if assignments.list_length().is_some() {
        fields.push((EACH.torch.into(), Data::List(each)));
    }
    if !groups.is_empty() {
        fields.push((GROUPS.torch.into(), Data::object(groups.into_iter().map(|(name, fields)| (name, Data::Object(fields))))));
    }
    Data::Object(fields)
}

fn base_and_schedule(scheduled: &ScheduledValue) -> Vec<(String, Data)> {
    vec![(BASE.torch.into(), scheduled.base().write()), (SCHEDULE.torch.into(), scheduled.spec().into_data())]
}

fn write_coupling(coupling: &Coupling, hyperparameter: Hyperparameter) -> (String, Data) {
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

/// The base and the schedule of an object, or `None` if it has neither. Without a schedule, the value is constant.
fn optional_scheduled_value(node: &Node<'_>) -> Result<Option<ScheduledValue>> {
    let base = node.optional_with(BASE, read_base)?;
    let schedule = node.optional::<Box<dyn Schedule>>(SCHEDULE)?;
    match (base, schedule) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(node.missing(BASE.torch)),
        (Some(base), schedule) => Ok(Some(ScheduledValue::new(base, schedule.unwrap_or_else(|| Constant.boxed())))),
    }
}

/// Checks that the value here is an object. The error shows the object to write instead of a number.
fn check_is_table(node: &Node<'_>) -> Result<()> {
    let base = node.data.excerpt();
    match node.data {
        Data::Whole(_) | Data::Number(_) => {
            node.unexpected_but("an object", format!("write {{ base = {base} }}, or {{\"base\": {base}}} in JSON"))
        }
        Data::List(_) if matches!(node.path, Path::Field(Path::Root, _)) => {
            node.unexpected_but("an object", "write { each = [..] } for a list with one entry for each group")
        }
        _ => Ok(()),
    }
}

fn read_base(node: &Node<'_>) -> Result<f64> {
    let base = f64::read(node)?;
    if base >= 0.0 { Ok(base) } else { node.unexpected("a base that is finite and not negative") }
}

impl Read for ScheduledValue {
    fn read(node: &Node<'_>) -> Result<Self> {
        check_is_table(node)?;
        node.only(&[BASE, SCHEDULE])?;
        optional_scheduled_value(node)?.ok_or_else(|| node.missing(BASE.torch))
    }
}

impl HasSchema for ScheduledValue {
    fn schema() -> Data {
        object_schema([BASE, SCHEDULE].map(property), &["base"])
    }
}

impl Read for Group {
    fn read(node: &Node<'_>) -> Result<Self> {
        if let Data::Whole(_) | Data::Number(_) = node.data {
            let number = node.data.excerpt();
            return node.unexpected_but("an object", format!("write {{ base = {number} }} or {{ factor = {number} }}"));
        }
        node.only(&[BASE, SCHEDULE, FACTOR])?;
        let group = Self { scheduled: optional_scheduled_value(node)?, factor: node.optional(FACTOR)? };
        match (&group.scheduled, group.factor) {
            (None, None) => node.unexpected("a field base, factor, or both"),
            _ => Ok(group),
        }
    }
}

impl HasSchema for Group {
    fn schema() -> Data {
        object_schema([BASE, SCHEDULE, FACTOR].map(property), &[])
    }
}

/// The entries of single groups, by the index of the group.
struct Groups(Vec<(usize, Group)>);

impl Read for Groups {
    fn read(node: &Node<'_>) -> Result<Self> {
        let with_index = |(name, group): (String, Group)| {
            let index = name.parse().map_err(|_| node.problem("the number of a group, counted from 0", format!("{name:?}")))?;
            Ok((index, group))
        };
        const EXPECTED: &str = "an object with the numbers of groups as names";
        if let Data::List(_) = node.data {
            return node.unexpected_but(EXPECTED, "write groups = { 0 = { base = 0.1 }, 1 = { base = 0.01 } }");
        }
        let entries = node.entries(EXPECTED)?;
        entries.into_iter().map(with_index).collect::<Result<_>>().map(Self)
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
        return Err(node.problem("two rates in lr, [start, end]", range.len().to_string()));
    };
    Ok(Coupling::Opposite { low: node.required(low)?, high: node.required(high)?, lr: (start, end) })
}

/// The JSON Schema of the assignments of a hyperparameter.
pub(super) fn schema(hyperparameter: Hyperparameter) -> Data {
    let alternative = match hyperparameter.coupling() {
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
    let alternative = (alternative_field(hyperparameter).torch, alternative);
    object_schema([property(BASE), property(SCHEDULE), (GROUPS.torch, Groups::schema()), alternative], &[])
}

fn property(name: FieldName) -> (&'static str, Data) {
    let schema = if name == SCHEDULE { <Box<dyn Schedule>>::schema() } else { f64::schema() };
    (name.torch, schema)
}

pub(super) fn write_scalar(scheduled: &ScheduledValue) -> Data {
    Data::Object(base_and_schedule(scheduled))
}

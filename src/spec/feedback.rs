//! The feedback rules of a plan as data: one rule, such as `{"type": "ReduceLROnPlateau", "factor": 0.5}`, or an object of rules by
//! name.

use super::known_elsewhere::rule_elsewhere;
use super::registry;
use super::rule_entry::{RULES, RuleEntry};
use crate::data::{Data, FieldName, HasSchema, Node, OPAQUE, Read, Write, folded, nearest, record};
use crate::schedule::step_range::StepRange;
use crate::{PlannedRule, Result};

const DURING: FieldName = FieldName::plain("during");
const GROUPS: FieldName = FieldName::plain("groups");

record!(StepRange {
    from: u64 = 0;
    until: Option<u64> = None, omitted
} => |node| Ok(StepRange { from, until }));

/// The feedback rules of a plan.
pub(super) struct Rules(pub(super) Vec<PlannedRule>);

/// Whether the data is one rule, and not an object of rules.
pub(super) fn is_one_rule(data: &Data) -> bool {
    match data {
        Data::Object(_) => matches!(data.field(FieldName::TYPE.torch), Some(Data::Text(_))) || data.field(OPAQUE).is_some(),
        _ => true,
    }
}

impl Read for Rules {
    fn read(node: &Node<'_>) -> Result<Self> {
        if let Data::List(_) = node.data {
            return node.unexpected_but("a rule, or an object of rules", "write a table for each rule, such as [feedback.spikes]");
        }
        if let Data::Object(fields) = node.data
            && fields.is_empty()
        {
            return Err(node.missing(FieldName::TYPE.torch));
        }
        if is_one_rule(node.data) {
            return Ok(Self(vec![read_rule(node)?]));
        }
        // A field that no rule can be the contents of is a parameter of a rule without a type.
        if let Data::Object(fields) = node.data
            && let Some((name, _)) = fields.iter().find(|(_, value)| !matches!(value, Data::Object(_)))
        {
            let error = node.problem("the field type, or one object for each rule", format!("the field {name}"));
            return Err(error.with_advice(format!("add type = \"{}\"", RULES[0].name.torch)));
        }
        let named = node.entries_with("an object", read_rule)?;
        Ok(Self(named.into_iter().map(|(name, rule)| rule.name(name)).collect()))
    }
}

fn read_rule(node: &Node<'_>) -> Result<PlannedRule> {
    if let (Data::Object(_), Some(_)) = (node.data, node.data.field(OPAQUE)) {
        return node.unexpected("a feedback rule that a file can describe, and not one of the program");
    }
    let entry = entry(node)?;
    let own = entry.fields.iter().map(|field| field.name);
    node.only(&[FieldName::TYPE].into_iter().chain(own).chain([DURING, GROUPS]).collect::<Vec<_>>())?;
    let during: Option<StepRange> = node.optional(DURING)?;
    let groups: Option<Vec<u64>> = node.optional(GROUPS)?;
    let own = without_window(node.data);
    let mut rule = (entry.read)(&node.with_data(&own))?;
    if let Some(during) = during {
        rule.during = during;
    }
    match groups {
        Some(groups) if groups.is_empty() => node.place(GROUPS.torch)?.unexpected("a list of at least one group"),
        Some(groups) => Ok(rule.groups(groups.into_iter().map(|group| usize::try_from(group).unwrap_or(usize::MAX)))),
        None => Ok(rule),
    }
}

/// The entry of the type that an object names.
fn entry(node: &Node<'_>) -> Result<&'static RuleEntry> {
    if let Data::Text(text) = node.data
        && RULES.iter().any(|entry| entry.is_called(text))
    {
        return node.unexpected_but("an object", format!("write {{ type = {text:?} }}"));
    }
    node.fields("an object")?;
    let name: String = node.required(FieldName::TYPE)?;
    if let Some(entry) = RULES.iter().find(|entry| entry.is_called(&name)) {
        return Ok(entry);
    }
    let names: Vec<_> = RULES.iter().map(|entry| entry.name.torch).collect();
    let error = node.place(FieldName::TYPE.torch)?.problem(format!("one of {}", names.join(", ")), format!("{name:?}"));
    if registry::ALL.iter().any(|entry| entry.is_called(&name)) {
        return Err(error.with_advice(format!("{name} is a schedule and not a feedback rule: write it as the schedule of lr")));
    }
    let contained = names.iter().find(|known| folded(known).contains(&folded(&name)) && folded(&name).len() > 3);
    let elsewhere = rule_elsewhere(&name).or_else(|| contained.copied());
    Err(match elsewhere.or_else(|| nearest(&name, names.iter().copied())) {
        Some(near) => error.with_advice(format!("did you mean {near:?}?")),
        None => error,
    })
}

/// A rule without the fields that every rule may have.
fn without_window(data: &Data) -> Data {
    match data {
        Data::Object(fields) => {
            let own = fields.iter().filter(|(name, _)| *name != DURING.torch && *name != GROUPS.torch);
            Data::object(own.cloned())
        }
        other => other.clone(),
    }
}

impl Write for PlannedRule {
    fn write(&self) -> Data {
        let own = RULES.iter().find_map(|entry| (entry.write)(self));
        let opaque = || Data::object([(OPAQUE, Data::text(format!("{:?}", self.rule)))]);
        let mut data = own.unwrap_or_else(opaque);
        if let Data::Object(fields) = &mut data {
            if self.during != StepRange::default() {
                fields.push((DURING.torch.into(), self.during.write()));
            }
            if let Some(groups) = &self.groups {
                fields.push((GROUPS.torch.into(), Data::list(groups.iter().map(|group| Data::Whole(*group as u64)))));
            }
        }
        data
    }
}

/// One rule with the default name of its type is written alone, others by their names.
pub(super) fn write(rules: &[PlannedRule]) -> Data {
    match rules {
        [rule] if RULES.iter().any(|entry| (entry.has_default_name)(rule)) => rule.write(),
        rules => Data::object(rules.iter().map(|rule| (rule.name.clone(), rule.write()))),
    }
}

impl HasSchema for Rules {
    fn schema() -> Data {
        let of_rule = |entry: &RuleEntry| entry.schema([(DURING, StepRange::schema()), (GROUPS, Vec::<u64>::schema())]);
        let one = || Data::object([("anyOf", Data::list(RULES.iter().map(of_rule)))]);
        let named = Data::object([
            ("description", Data::text("feedback rules by name")),
            ("type", Data::text("object")),
            ("additionalProperties", one()),
        ]);
        Data::object([("anyOf", Data::list(RULES.iter().map(of_rule).chain([named])))])
    }
}

use super::known_elsewhere::{equal_by_words, equal_of, rule_elsewhere};
use super::registry;
use super::renamed::schedule_with_new_names;
use super::rule_entry::RULES;
use crate::data::{Data, FieldName, HasSchema, Node, OPAQUE, Read, is_typo, nearest};
use crate::schedule::type_entry::TypeEntry;
use crate::{Error, Functions, Result, Schedule, ScheduleSpec};

impl ScheduleSpec {
    /// Builds the schedule. `functions` contains the functions of the program to which the schedule refers by name.
    ///
    /// # Errors
    /// [`Error::Data`] if a field is missing, unknown or out of its range, if a function is not in `functions`, or
    /// if the schedule is a user-defined one.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Functions, Schedule, ScheduleSpec};
    ///
    /// let schedule = ScheduleSpec::of(&Constant.warmup(4)?).schedule(&Functions::new())?;
    /// assert_eq!(schedule.at(1.0, 0), 0.25);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn schedule(&self, functions: &Functions) -> Result<Box<dyn Schedule>> {
        Read::read(&Node::root(&schedule_with_new_names(self.data().clone()), functions))
    }
}

impl Read for Box<dyn Schedule> {
    fn read(node: &Node<'_>) -> Result<Self> {
        if let Data::Text(name) = node.data {
            return Err(only_a_name(node, name));
        }
        node.fields(EXPECTED)?;
        if let Some(text) = node.data.field(OPAQUE) {
            return Err(node.problem("a schedule of this crate", format!("a user-defined one, {}", text.excerpt())));
        }
        if node.data.field(FieldName::TYPE.torch).is_none() {
            return Err(without_type(node));
        }
        let found: String = node.required(FieldName::TYPE)?;
        match registry::ALL.iter().find(|entry| entry.is_called(&found)) {
            Some(entry) => entry.schedule(node),
            None => Err(unknown_type(node, &found)),
        }
    }
}

const EXPECTED: &str = "a schedule, such as {\"type\": \"StepLR\", \"step_size\": 30}";

/// The error for a schedule that is only the name of its type.
fn only_a_name(node: &Node<'_>, name: &str) -> Error {
    let Some(entry) = registry::ALL.iter().find(|entry| entry.is_called(name)) else {
        return unknown_type(node, name);
    };
    let required = entry.parameters.iter().filter(|parameter| parameter.default.is_none());
    let required: String = required.map(|parameter| format!(", {} = ...", parameter.name.torch)).collect();
    node.problem(EXPECTED, node.data.excerpt()).with_advice(format!("write {{ type = {name:?}{required} }}"))
}

/// The error for an unknown type. What to write comes first: the equal of a name of another library, or the most similar type. The
/// list of all types comes last.
fn unknown_type(node: &Node<'_>, found: &str) -> Error {
    let types = || registry::ALL.iter().map(|entry| entry.name.torch);
    let list = types().collect::<Vec<_>>().join(", ");
    let name = without_module(found);
    let found = Data::text(found).excerpt();
    let did_you_mean = |similar: &str| format!("did you mean {similar}?");
    let advice = of_known_type(name)
        .or_else(|| equal_of(name))
        .or_else(|| types().find(|known| is_typo(name, known)).map(did_you_mean))
        .or_else(|| equal_by_words(name))
        .or_else(|| nearest(name, types()).map(did_you_mean));
    match advice {
        Some(advice) => node.problem(format!("a type of schedule: one of {list}"), found).with_advice(advice),
        None => node.problem("a type of schedule", format!("{found}; the types are {list}")),
    }
}

/// What to write instead of a known type with its module, or instead of a feedback rule.
fn of_known_type(name: &str) -> Option<String> {
    let schedule = || registry::ALL.iter().find(|entry| entry.is_called(name));
    let rule = || RULES.iter().find(|entry| entry.is_called(name));
    let of_rule =
        |rule: &str| format!("{name}: it is a feedback rule and not a schedule: write feedback = {{ type = {rule:?} }} beside lr");
    let rule = || rule().map(|entry| entry.name.torch).or_else(|| rule_elsewhere(name));
    let of_schedule = schedule().map(|entry| format!("write {:?} without its module", entry.name.torch));
    of_schedule.or_else(|| rule().map(of_rule))
}

/// The last part of a name such as `torch.optim.lr_scheduler.StepLR`.
fn without_module(found: &str) -> &str {
    found.rsplit(['.', ':']).next().unwrap_or(found).trim()
}

/// The error for a schedule without a type: another field may name the type, or its parameters may be those of one type.
fn without_type(node: &Node<'_>) -> Error {
    let Data::Object(fields) = node.data else { return node.missing(FieldName::TYPE.torch) };
    let known = |name: &str| registry::ALL.iter().find(|entry| entry.is_called(name));
    let named = fields.iter().find_map(|(field, value)| match value {
        Data::Text(text) => known(without_module(text)).map(|entry| (field, entry)),
        _ => None,
    });
    let has_all = |entry: &&TypeEntry| {
        let names = entry.names();
        let has = |(field, _): &(String, Data)| names.iter().any(|name| name.torch == field || name.rust == field);
        !fields.is_empty() && fields.iter().all(has)
    };
    let error = node.missing(FieldName::TYPE.torch);
    let mut fitting = registry::ALL.iter().filter(has_all);
    match (named, fitting.next(), fitting.next()) {
        (Some((field, entry)), _, _) => error.with_advice(format!("write type = {:?} instead of {field}", entry.name.torch)),
        (None, Some(entry), None) => error.with_advice(format!("add type = {:?}", entry.name.torch)),
        _ => error,
    }
}

impl HasSchema for Box<dyn Schedule> {
    fn schema() -> Data {
        Data::object([("$ref", Data::text("#/$defs/schedule"))])
    }
}

use super::known_elsewhere::equal_of;
use super::registry;
use super::renamed::schedule_with_new_names;
use crate::data::{Data, FieldName, HasSchema, Node, OPAQUE, Read, nearest};
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
    let name = found.rsplit('.').next().unwrap_or(found);
    let list = types().collect::<Vec<_>>().join(", ");
    let advice = match (registry::ALL.iter().find(|entry| entry.is_called(name)), equal_of(name), nearest(name, types())) {
        (Some(entry), _, _) => format!("write {:?} without its module", entry.name.torch),
        (None, Some(equal), _) => equal,
        (None, None, Some(similar)) => format!("did you mean {similar}?"),
        (None, None, None) => return node.problem("a type of schedule", format!("{found:?}; the types are {list}")),
    };
    let expected = format!("a type of schedule: one of {list}");
    node.problem(expected, format!("{found:?}")).with_advice(advice)
}

impl HasSchema for Box<dyn Schedule> {
    fn schema() -> Data {
        Data::object([("$ref", Data::text("#/$defs/schedule"))])
    }
}

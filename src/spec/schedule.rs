use super::registry;
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
        Read::read(&Node::root(self.data(), functions))
    }
}

impl Read for Box<dyn Schedule> {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.fields("a schedule, such as {\"type\": \"StepLR\", \"step_size\": 30}")?;
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

/// The error for an unknown type. It suggests the most similar type, or lists all types if none is similar.
fn unknown_type(node: &Node<'_>, found: &str) -> Error {
    let types = || registry::ALL.iter().map(|entry| entry.name.torch);
    let suggestion = match nearest(found, types()) {
        Some(name) => format!("{name}?"),
        None => format!("the types are {}", types().collect::<Vec<_>>().join(", ")),
    };
    node.problem("a type of schedule", format!("{found:?}; {suggestion}"))
}

impl HasSchema for Box<dyn Schedule> {
    fn schema() -> Data {
        Data::object([("$ref", Data::text("#/$defs/schedule"))])
    }
}

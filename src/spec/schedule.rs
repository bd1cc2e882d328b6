use super::registry;
use crate::data::{Data, FieldName, HasSchema, Node, OPAQUE, Read, nearest};
use crate::{Functions, Result, Schedule, ScheduleSpec};

impl ScheduleSpec {
    /// The schedule that this describes.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where it is of a type of the program's own, or holds a function that is not among `functions`.
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
        let expected = "a schedule, such as {\"type\": \"StepLR\", \"step_size\": 30}";
        node.fields(expected)?;
        if let Some(text) = node.data.field(OPAQUE) {
            return Err(node.problem("a schedule that can be described", format!("one of the program's own, {}", text.excerpt())));
        }
        let found: String = node.required(FieldName::TYPE)?;
        match registry::ALL.iter().find(|entry| entry.is_called(&found)) {
            Some(entry) => entry.schedule(node),
            None => {
                let names = || registry::ALL.iter().map(|entry| entry.name.torch);
                let suggestion = nearest(&found, names()).map_or(String::new(), |name| format!("; {name}?"));
                let expected = format!("a type of schedule, one of {}", names().collect::<Vec<_>>().join(", "));
                Err(node.problem(expected, format!("{found:?}{suggestion}")))
            }
        }
    }
}

impl HasSchema for Box<dyn Schedule> {
    fn schema() -> Data {
        Data::object([("$ref", Data::text("#/$defs/schedule"))])
    }
}

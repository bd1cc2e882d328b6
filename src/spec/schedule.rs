use super::data::Data;
use super::form::Form;
use super::forms;
use super::functions::Functions;
use super::nearest::nearest;
use super::node::{Name, Node};
use super::parameter::{HasSchema, Read};
use crate::{Result, Schedule};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A schedule as data: its type by torch's name, and its parameters.
///
/// ```
/// use tch_lr_scheduler::{Functions, Schedule, StepLr};
///
/// let spec = StepLr::new(30, 0.1)?.spec();
/// assert_eq!(spec.to_string(), r#"{"type": "StepLR", "step_size": 30, "gamma": 0.1}"#);
/// assert_eq!(spec.schedule(&Functions::new())?.at(0.5, 30), 0.05);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// With serde it can be a part of a program's own configuration: what it holds is checked when it is turned [into a
/// schedule](Self::schedule).
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleSpec(Data);

impl ScheduleSpec {
    pub(crate) fn of_type(torch: &str, parameters: impl IntoIterator<Item = (Name, Data)>) -> Self {
        let parameters = parameters.into_iter().map(|(name, value)| (name.torch, value));
        Self(Data::object(std::iter::once((Form::TYPE.torch, Data::text(torch))).chain(parameters)))
    }

    /// A schedule of the program's own, of which no more is known than what it prints as.
    pub(crate) fn opaque(schedule: impl fmt::Debug) -> Self {
        Self(Data::object([(OPAQUE, Data::text(format!("{schedule:?}")))]))
    }

    /// Its type and its parameters, for people to read.
    pub(crate) fn words(&self) -> String {
        let Data::Object(fields) = &self.0 else {
            return self.0.excerpt();
        };
        let word = |(name, value): &(String, Data)| match value {
            Data::Text(text) if name == Form::TYPE.torch || name == OPAQUE => text.clone(),
            _ => format!("{name} {}", value.excerpt()),
        };
        fields.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn into_data(self) -> Data {
        self.0
    }

    /// The schedule that this describes.
    ///
    /// # Errors
    /// [`Error::Data`](crate::Error::Data) where it is of a type of the program's own, or holds a function that is not among `functions`.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Functions, Schedule};
    ///
    /// let schedule = Constant.warmup(4)?.spec().schedule(&Functions::new())?;
    /// assert_eq!(schedule.at(1.0, 0), 0.25);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn schedule(&self, functions: &Functions) -> Result<Box<dyn Schedule>> {
        Read::read(&Node::root(&self.0, functions))
    }
}

/// As JSON.
impl fmt::Display for ScheduleSpec {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for ScheduleSpec {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ScheduleSpec {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Data::deserialize(deserializer).map(Self)
    }
}

/// The field of a schedule, or a function, that no plan file can describe.
pub(super) const OPAQUE: &str = "opaque";

impl Read for Box<dyn Schedule> {
    fn read(node: &Node<'_>) -> Result<Self> {
        let expected = "a schedule, such as {\"type\": \"StepLR\", \"step_size\": 30}";
        node.fields(expected)?;
        if let Some(text) = node.data.field(OPAQUE) {
            return Err(node.problem("a schedule that can be described", format!("one of the program's own, {}", text.excerpt())));
        }
        let found: String = node.required(Form::TYPE)?;
        match forms::ALL.iter().find(|form| form.is_called(&found)) {
            Some(form) => form.schedule(node),
            None => {
                let names = || forms::ALL.iter().map(|form| form.name.torch);
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

impl Read for String {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Text(text) => Ok(text.clone()),
            _ => node.unexpected("a text"),
        }
    }
}

impl HasSchema for String {
    fn schema() -> Data {
        super::parameter::of_type("string")
    }
}

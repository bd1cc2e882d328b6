use crate::data::{Data, FieldName, OPAQUE};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A schedule as data: its type and its parameters, by torch's names.
///
/// ```
/// use tch_lr_scheduler::{Functions, Schedule, ScheduleSpec, StepLr};
///
/// let spec = ScheduleSpec::of(&StepLr::new(30, 0.1)?);
/// assert_eq!(spec.to_string(), r#"{"type": "StepLR", "step_size": 30, "gamma": 0.1}"#);
/// assert_eq!(spec.schedule(&Functions::new())?.at(0.5, 30), 0.05);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// It implements serde's traits, so a configuration of the program can contain it. Any data can be deserialized;
/// [`schedule`](Self::schedule) checks the type and the parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct ScheduleSpec(Data);

impl ScheduleSpec {
    pub(crate) fn of_type(torch: &str, parameters: impl IntoIterator<Item = (FieldName, Data)>) -> Self {
        let parameters = parameters.into_iter().map(|(name, value)| (name.torch, value));
        Self(Data::object(std::iter::once((FieldName::TYPE.torch, Data::text(torch))).chain(parameters)))
    }

    /// A schedule as this data.
    pub(crate) fn of_data(data: Data) -> Self {
        Self(data)
    }

    /// The data of a user's schedule: only its `Debug` output.
    pub(crate) fn opaque(schedule: impl fmt::Debug) -> Self {
        Self(Data::object([(OPAQUE, Data::text(format!("{schedule:?}")))]))
    }

    /// The type and the parameters as words for people.
    pub(crate) fn words(&self) -> String {
        let Data::Object(fields) = &self.0 else {
            return self.0.excerpt();
        };
        let word = |(name, value): &(String, Data)| match value {
            Data::Text(text) if name == FieldName::TYPE.torch || name == OPAQUE => text.clone(),
            _ => format!("{name} {}", value.excerpt()),
        };
        fields.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn data(&self) -> &Data {
        &self.0
    }

    pub(crate) fn into_data(self) -> Data {
        self.0
    }
}

/// JSON on one line.
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

use crate::observe::row::read_time;
use crate::schedule::Time;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use std::fmt;

/// A JSON object, with its fields in the order of the text.
#[derive(Debug)]
pub(in crate::observe) struct Object {
    pub(in crate::observe) fields: Vec<(String, Value)>,
}

impl Object {
    pub(in crate::observe) fn read(line: &str) -> serde_json::Result<Self> {
        serde_json::from_str(line)
    }

    /// The time of the object, or `None` if its field `step` is not a time.
    pub(in crate::observe) fn time(&self) -> Option<Time> {
        let (_, step) = self.fields.iter().find(|(name, _)| name == "step")?;
        read_time(&step.as_number()?.to_string())
    }

    /// The number of a field; JSON has no infinite numbers and no NaN, so those are strings. The error is the text of the field.
    pub(in crate::observe) fn number(value: &Value) -> Result<f64, String> {
        match value {
            Value::String(text) if text == "NaN" => Ok(f64::NAN),
            Value::String(text) if text == "Infinity" => Ok(f64::INFINITY),
            Value::String(text) if text == "-Infinity" => Ok(f64::NEG_INFINITY),
            value => value.as_f64().ok_or_else(|| value.to_string()),
        }
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Object;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a JSON object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Object, M::Error> {
                let mut fields = vec![];
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Object { fields })
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

//! Conversion between data and types of serde.

use super::tree::Data;
use crate::{Error, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

fn failed(expected: &str, error: serde_json::Error) -> Error {
    Error::data("", expected, error.to_string())
}

/// A value of any type of serde as data.
pub(crate) fn of_serde<S: Serialize>(value: &S) -> Result<Data> {
    let text = serde_json::to_string(value).map_err(|error| failed("a value that JSON can hold", error))?;
    serde_json::from_str(&text).map_err(|error| failed("a value that JSON can hold", error))
}

/// A value of a type of serde from data.
pub(crate) fn to_serde<S: DeserializeOwned>(data: &Data) -> Result<S> {
    serde_json::from_value(json_value(data)).map_err(|error| failed("the state of this rule", error))
}

fn json_value(data: &Data) -> Value {
    /// The integers up to this one are exact as an `f64`.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match data {
        Data::Null => Value::Null,
        Data::Bool(value) => Value::from(*value),
        Data::Whole(value) => Value::from(*value),
        // Data has no negative integers, and serde reads no integer from a float. It does read a float from an integer.
        Data::Number(value) if *value < 0.0 && *value >= -EXACT && value.fract() == 0.0 => Value::from(*value as i64),
        Data::Number(value) => Value::from(*value),
        Data::Text(text) => Value::from(text.as_str()),
        Data::List(items) => Value::Array(items.iter().map(json_value).collect()),
        Data::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), json_value(value))).collect::<Map<_, _>>())
        }
    }
}

/// Implements serde's traits for a type that can be read from and written as data.
macro_rules! serde_by_data {
    ($type:ident) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serde::Serialize::serialize(&$crate::data::Write::write(self), serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let data = <$crate::data::Data as serde::Deserialize>::deserialize(deserializer)?;
                let functions = $crate::Functions::new();
                let node = $crate::data::Node::root(&data, &functions);
                <Self as $crate::data::Read>::read(&node).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use serde_by_data;

use super::node::Node;
use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::collections::HashSet;
use std::fmt;

/// What JSON and TOML have in common. Fields keep their order, whole numbers their size and floats their bits.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Data {
    Null,
    Bool(bool),
    Whole(u64),
    Number(f64),
    Text(String),
    List(Vec<Data>),
    Object(Vec<(String, Data)>),
}

impl Data {
    pub(crate) fn object<K: Into<String>>(fields: impl IntoIterator<Item = (K, Data)>) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    pub(crate) fn list(items: impl IntoIterator<Item = Data>) -> Self {
        Self::List(items.into_iter().collect())
    }

    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Data> {
        match self {
            Self::Object(fields) => fields.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// How many lists and objects lie inside one another.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Self::Object(fields) => 1 + fields.iter().map(|(_, value)| value.depth()).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// Short enough for an error message.
    pub(crate) fn excerpt(&self) -> String {
        const LONGEST: usize = 60;
        let text = match self {
            Self::List(items) if items.len() > 8 => format!("a list of {}", items.len()),
            Self::Object(fields) if fields.is_empty() => "an empty object".into(),
            Self::Object(fields) => match self.field("type") {
                Some(Self::Text(name)) => name.clone(),
                _ => {
                    let names: Vec<_> = fields.iter().take(5).map(|(name, _)| name.as_str()).collect();
                    format!("an object with {}", names.join(", "))
                }
            },
            other => other.to_string(),
        };
        if text.chars().count() <= LONGEST { text } else { text.chars().take(LONGEST).chain("...".chars()).collect() }
    }
}

/// As JSON in one line, but for numbers that JSON has not: they are shown as Rust shows them.
impl fmt::Display for Data {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Bool(value) => write!(formatter, "{value}"),
            Self::Whole(value) => write!(formatter, "{value}"),
            Self::Number(value) => write!(formatter, "{value:?}"),
            Self::Text(text) => write!(formatter, "{text:?}"),
            Self::List(items) => {
                formatter.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    write!(formatter, "{}{item}", if index == 0 { "" } else { ", " })?;
                }
                formatter.write_str("]")
            }
            Self::Object(fields) => {
                formatter.write_str("{")?;
                for (index, (name, value)) in fields.iter().enumerate() {
                    write!(formatter, "{}{name:?}: {value}", if index == 0 { "" } else { ", " })?;
                }
                formatter.write_str("}")
            }
        }
    }
}

impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Whole(value) => serializer.serialize_u64(*value),
            Self::Number(value) => serializer.serialize_f64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(fields) => {
                let mut map = serializer.serialize_map(Some(fields.len()))?;
                for (name, value) in fields {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Data {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Level(0).deserialize(deserializer)
    }
}

/// How deep a value lies. Not every format has a bound of its own, and whatever walks through data is a recursion.
#[derive(Clone, Copy)]
struct Level(usize);

impl Level {
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        if self.0 < Node::DEEPEST {
            return Ok(Self(self.0 + 1));
        }
        Err(E::custom(format_args!("more than {} levels of lists and objects", Node::DEEPEST)))
    }
}

impl<'de> DeserializeSeed<'de> for Level {
    type Value = Data;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Data, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Level {
    type Value = Data;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Data, E> {
        Ok(Data::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Data, E> {
        Ok(Data::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Data, E> {
        Ok(Data::Whole(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Data, E> {
        Ok(u64::try_from(value).map_or(Data::Number(value as f64), Data::Whole))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Data, E> {
        Ok(Data::Number(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Data, E> {
        Ok(Data::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Data, A::Error> {
        let (mut list, below) = (vec![], self.deeper()?);
        while let Some(item) = items.next_element_seed(below)? {
            list.push(item);
        }
        Ok(Data::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Data, A::Error> {
        let mut fields: Vec<(String, Data)> = vec![];
        let (mut names, below) = (HashSet::new(), self.deeper()?);
        while let Some(name) = entries.next_key::<String>()? {
            let value = entries.next_value_seed(below)?;
            if !names.insert(name.clone()) {
                return Err(de::Error::custom(format_args!("the field {name} is given twice, expected once")));
            }
            fields.push((name, value));
        }
        Ok(Data::Object(fields))
    }
}

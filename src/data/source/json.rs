//! Positions in JSON. serde_json gives each name and each value as a slice of the text.

use super::lookup::{entry, index};
use crate::data::tree::Data;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::collections::HashMap;
use std::fmt;

/// The bytes at which the values at `paths` start. See [`SourceText::positions`](super::SourceText::positions).
///
/// Each list and each object on the paths is parsed once, with all that it contains. The number of levels is limited to that of
/// data.
pub(super) fn bytes_of(text: &str, paths: &[&str]) -> Vec<Option<usize>> {
    let Ok(root) = serde_json::from_str::<&RawValue>(text) else { return vec![None; paths.len()] };
    let mut levels = Levels::default();
    let byte_of = |path: &&str| {
        let (mut value, mut rest, mut found) = (root, *path, None);
        for _ in 0..Data::DEEPEST {
            let Some((name, child, behind)) = levels.child(value, rest) else { break };
            (value, rest, found) = (child, behind, Some(name));
        }
        // Both are slices of the same text.
        Some(found?.get().as_ptr() as usize - text.as_ptr() as usize)
    };
    paths.iter().map(byte_of).collect()
}

/// The lists and objects that were parsed, by the address of their text.
#[derive(Default)]
struct Levels<'t>(HashMap<*const u8, Level<'t>>);

/// The items of a list, or the fields of an object with the slices of their names.
enum Level<'t> {
    List(Vec<&'t RawValue>),
    Object(HashMap<String, (&'t RawValue, &'t RawValue)>),
    Other,
}

impl<'t> Levels<'t> {
    /// The next value on the path, behind what marks its position (its name, or the value itself), and what remains of the path.
    fn child<'p>(&mut self, value: &'t RawValue, path: &'p str) -> Option<(&'t RawValue, &'t RawValue, &'p str)> {
        if path.is_empty() {
            return None;
        }
        match self.0.entry(value.get().as_ptr()).or_insert_with(|| Level::of(value)) {
            Level::List(items) => {
                let (index, rest) = index(path)?;
                let item = *items.get(index)?;
                Some((item, item, rest))
            }
            Level::Object(fields) => {
                let (&(name, value), rest) = entry(path, |name| fields.get(name))?;
                Some((name, value, rest))
            }
            Level::Other => None,
        }
    }
}

impl<'t> Level<'t> {
    fn of(value: &'t RawValue) -> Self {
        match value.get().as_bytes().first() {
            Some(b'[') => serde_json::from_str(value.get()).map_or(Self::Other, Self::List),
            Some(b'{') => serde_json::from_str(value.get()).map_or(Self::Other, |Fields(fields)| Self::object(fields)),
            _ => Self::Other,
        }
    }

    /// The fields by their names. Of several fields of one name, the first one.
    fn object(fields: Vec<(&'t RawValue, &'t RawValue)>) -> Self {
        let mut named = HashMap::with_capacity(fields.len());
        for (name, value) in fields {
            if let Ok(text) = serde_json::from_str(name.get()) {
                named.entry(text).or_insert((name, value));
            }
        }
        Self::Object(named)
    }
}

/// The fields of an object.
struct Fields<'t>(Vec<(&'t RawValue, &'t RawValue)>);

impl<'t> Deserialize<'t> for Fields<'t> {
    fn deserialize<D: Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        struct ToFields;

        impl<'t> Visitor<'t> for ToFields {
            type Value = Fields<'t>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = vec![];
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(ToFields)
    }
}

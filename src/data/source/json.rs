//! Positions in JSON. serde_json gives each name and each value as a slice of the text.

use super::lookup::{entry, index};
use crate::data::tree::Data;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The byte at which the value at `path` starts. See [`SourceText::position`](super::SourceText::position).
///
/// Each level of the path parses the value that contains the next one, so the number of levels is limited to that of data.
pub(super) fn byte_of(text: &str, path: &str) -> Option<usize> {
    let (mut value, mut rest, mut found) = (serde_json::from_str::<&RawValue>(text).ok()?, path, None);
    for _ in 0..Data::DEEPEST {
        let Some((name, child, behind)) = child(value, rest) else { break };
        (value, rest, found) = (child, behind, Some(name));
    }
    // Both are slices of the same text.
    Some(found?.get().as_ptr() as usize - text.as_ptr() as usize)
}

/// The next value on the path, behind what marks its position (its name, or the value itself), and what remains of the path.
fn child<'t, 'p>(value: &'t RawValue, path: &'p str) -> Option<(&'t RawValue, &'t RawValue, &'p str)> {
    if path.is_empty() {
        return None;
    }
    if let Some((index, rest)) = index(path) {
        let items: Vec<&RawValue> = serde_json::from_str(value.get()).ok()?;
        let item = *items.get(index)?;
        return Some((item, item, rest));
    }
    let Fields(fields) = serde_json::from_str(value.get()).ok()?;
    let named = fields.into_iter().filter_map(|(name, value)| {
        let text: String = serde_json::from_str(name.get()).ok()?;
        Some((text, (name, value)))
    });
    let ((name, value), rest) = entry(path, named)?;
    Some((name, value, rest))
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

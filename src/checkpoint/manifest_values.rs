//! The values in a manifest that need a check or a special form in JSON.

use super::part_name::{VALID_PART_NAME, is_valid_part_name};
use crate::Result;
use crate::data::{Data, HasSchema, MaybeInfinite, Node, Read, Write, of_type};

/// The largest number of steps or of averaged updates. Every number up to it is exact as `f64`, with which libtorch computes.
pub(crate) const LARGEST_COUNT: u64 = 1 << 53;

/// A number of steps or of averaged updates.
pub(super) struct Count(pub(super) u64);

impl Read for Count {
    fn read(node: &Node<'_>) -> Result<Self> {
        let count = u64::read(node)?;
        if count > LARGEST_COUNT {
            return Err(node.problem(format!("at most {LARGEST_COUNT}"), count.to_string()));
        }
        Ok(Self(count))
    }
}

impl Write for Count {
    fn write(&self) -> Data {
        self.0.write()
    }
}

impl HasSchema for Count {
    fn schema() -> Data {
        u64::schema()
    }
}

/// A metric. JSON has no number for NaN, so NaN is the text `"NaN"`.
pub(super) struct Metric(pub(super) f64);

impl Read for Metric {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Text(text) if text == "NaN" => Ok(Self(f64::NAN)),
            _ => MaybeInfinite::read(node).map(|metric| Self(metric.0)),
        }
    }
}

impl Write for Metric {
    fn write(&self) -> Data {
        if self.0.is_nan() { Data::text("NaN") } else { MaybeInfinite(self.0).write() }
    }
}

/// An object whose fields are named by the program.
pub(super) struct Entries<T>(pub(super) Vec<(String, T)>);

impl<T> Entries<T> {
    pub(super) fn of<V: Copy>(values: &[(String, V)], entry: impl Fn(V) -> T) -> Self {
        Self(values.iter().map(|(name, value)| (name.clone(), entry(*value))).collect())
    }

    pub(super) fn values<V>(self, value: impl Fn(T) -> V) -> Vec<(String, V)> {
        self.0.into_iter().map(|(name, entry)| (name, value(entry))).collect()
    }
}

impl<T: Read> Read for Entries<T> {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("an object").map(Self)
    }
}

impl<T: Write> Write for Entries<T> {
    fn write(&self) -> Data {
        Data::object(self.0.iter().map(|(name, entry)| (name.clone(), entry.write())))
    }
}

impl<T> HasSchema for Entries<T> {
    fn schema() -> Data {
        of_type("object")
    }
}

/// Checks the names of the parts, because they are part of the names of files.
pub(super) fn checked_parts<T>(node: &Node<'_>, parts: Entries<T>) -> Result<Vec<(String, T)>> {
    match parts.0.iter().find(|(name, _)| !is_valid_part_name(name)) {
        Some((name, _)) => Err(node.problem(format!("parts {VALID_PART_NAME}"), format!("{name:?}"))),
        None => Ok(parts.0),
    }
}

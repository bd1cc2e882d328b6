use super::node::{Node, Read};
use super::schema::of_type;
use super::tree::Data;
use crate::Result;

/// A type of value in plan files, for which editors use a schema. Values in states and checkpoints need no schema.
pub(crate) trait HasSchema {
    /// The JSON Schema of the type.
    fn schema() -> Data;
}

/// A type that can be written as data. It is separate from [`Read`], because every type of schedule can be written but only a boxed
/// schedule can be read.
pub(crate) trait Write {
    fn write(&self) -> Data;
}

impl Read for f64 {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Whole(value) => Ok(*value as f64),
            Data::Number(value) if value.is_finite() => Ok(*value),
            _ => node.unexpected_number("a finite number"),
        }
    }
}

impl HasSchema for f64 {
    fn schema() -> Data {
        of_type("number")
    }
}

impl Write for f64 {
    fn write(&self) -> Data {
        Data::Number(*self)
    }
}

impl Read for bool {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Bool(value) => Ok(*value),
            _ => node.unexpected("true or false"),
        }
    }
}

impl HasSchema for bool {
    fn schema() -> Data {
        of_type("boolean")
    }
}

impl Write for bool {
    fn write(&self) -> Data {
        Data::Bool(*self)
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: &Node<'_>) -> Result<Self> {
        if *node.data == Data::Null { Ok(None) } else { T::read(node).map(Some) }
    }
}

impl<T: HasSchema> HasSchema for Option<T> {
    fn schema() -> Data {
        Data::object([("anyOf", Data::list([T::schema(), of_type("null")]))])
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self) -> Data {
        self.as_ref().map_or(Data::Null, T::write)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.items("a list")
    }
}

impl<T: HasSchema> HasSchema for Vec<T> {
    fn schema() -> Data {
        Data::object([("type", Data::text("array")), ("items", T::schema())])
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self) -> Data {
        Data::list(self.iter().map(T::write))
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
        of_type("string")
    }
}

impl Write for String {
    fn write(&self) -> Data {
        Data::text(self)
    }
}

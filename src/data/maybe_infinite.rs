use super::node::{Node, Read};
use super::schema::one_of;
use super::tree::Data;
use super::values::{HasSchema, Write};
use crate::Result;

/// A number that may be infinite. JSON has no such number, so infinity is the text `"Infinity"` or `"-Infinity"`.
pub(crate) struct MaybeInfinite(pub(crate) f64);

impl Read for MaybeInfinite {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Text(text) if text == "Infinity" => Ok(Self(f64::INFINITY)),
            Data::Text(text) if text == "-Infinity" => Ok(Self(f64::NEG_INFINITY)),
            Data::Whole(_) | Data::Number(_) => f64::read(node).map(Self),
            _ => node.unexpected("a number, \"Infinity\" or \"-Infinity\""),
        }
    }
}

impl HasSchema for MaybeInfinite {
    fn schema() -> Data {
        Data::object([("anyOf", Data::list([f64::schema(), one_of(["Infinity", "-Infinity"])]))])
    }
}

impl Write for MaybeInfinite {
    fn write(&self) -> Data {
        match self.0 {
            f64::INFINITY => Data::text("Infinity"),
            f64::NEG_INFINITY => Data::text("-Infinity"),
            value => value.write(),
        }
    }
}

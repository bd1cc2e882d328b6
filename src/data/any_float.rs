use super::node::{Node, Read};
use super::schema::one_of;
use super::tree::Data;
use super::values::{HasSchema, Write};
use crate::Result;

/// A float of a state that may be infinite or NaN. JSON has no such numbers, so they are the texts `"Infinity"`, `"-Infinity"` and
/// `"NaN"`. Two values are equal if they have the same bits.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct AnyFloat(f64);

impl AnyFloat {
    /// Every NaN becomes the same NaN, because a file does not contain the bits of a NaN.
    pub(crate) fn new(value: f64) -> Self {
        Self(if value.is_nan() { f64::NAN } else { value })
    }

    pub(crate) fn get(self) -> f64 {
        self.0
    }
}

impl PartialEq for AnyFloat {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bits() == other.0.to_bits()
    }
}

impl Read for AnyFloat {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Text(text) if text == "Infinity" => Ok(Self(f64::INFINITY)),
            Data::Text(text) if text == "-Infinity" => Ok(Self(f64::NEG_INFINITY)),
            Data::Text(text) if text == "NaN" => Ok(Self(f64::NAN)),
            Data::Whole(_) | Data::Number(_) => f64::read(node).map(Self),
            _ => node.unexpected("a number, \"Infinity\", \"-Infinity\" or \"NaN\""),
        }
    }
}

impl HasSchema for AnyFloat {
    fn schema() -> Data {
        Data::object([("anyOf", Data::list([f64::schema(), one_of(["Infinity", "-Infinity", "NaN"])]))])
    }
}

impl Write for AnyFloat {
    fn write(&self) -> Data {
        match self.0 {
            f64::INFINITY => Data::text("Infinity"),
            f64::NEG_INFINITY => Data::text("-Infinity"),
            value if value.is_nan() => Data::text("NaN"),
            value => value.write(),
        }
    }
}

use super::node::{Node, Read};
use super::tree::Data;
use super::values::{HasSchema, Write};
use super::whole::whole_of_float;
use crate::Result;

/// A whole number that is not a number of steps, such as a number of metrics. A `u64` in a plan is a number of steps, and may be a
/// length in another unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Count(pub(crate) u64);

impl Count {
    /// What a wrong value should have been.
    pub(crate) const WANTED: &str = "a whole number, at least 0";
}

impl Read for Count {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Whole(value) => Ok(Self(*value)),
            Data::Number(value) => match whole_of_float(*value) {
                Some(whole) => Ok(Self(whole)),
                None if value.fract() == 0.0 && *value > 0.0 && *value < u64::MAX as f64 => node.unexpected_but(
                    Self::WANTED,
                    "write the number without a point or an exponent, because it may have been rounded",
                ),
                None => node.unexpected(Self::WANTED),
            },
            _ => node.unexpected_number(Self::WANTED),
        }
    }
}

impl HasSchema for Count {
    fn schema() -> Data {
        Data::object([("type", Data::text("integer")), ("minimum", Data::Whole(0))])
    }
}

impl Write for Count {
    fn write(&self) -> Data {
        Data::Whole(self.0)
    }
}

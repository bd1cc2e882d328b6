use crate::Result;
use crate::data::{Data, HasSchema, Node, Read, Write};

/// The start of a warm-up. In a plan file it is `"first_step"` or the floor as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum WarmupStart {
    /// The factor of the first step is `1 / steps`.
    FirstStep,
    /// The factor of the first step is the floor.
    Floor(f64),
}

impl Read for WarmupStart {
    fn read(node: &Node<'_>) -> Result<Self> {
        match node.data {
            Data::Text(word) if word == "first_step" => Ok(Self::FirstStep),
            Data::Whole(_) | Data::Number(_) => f64::read(node).map(Self::Floor),
            _ => node.unexpected("\"first_step\", or the factor of the first step"),
        }
    }
}

impl HasSchema for WarmupStart {
    fn schema() -> Data {
        Data::object([("anyOf", Data::list([Data::object([("const", Data::text("first_step"))]), f64::schema()]))])
    }
}

impl Write for WarmupStart {
    fn write(&self) -> Data {
        match self {
            Self::FirstStep => Data::text("first_step"),
            Self::Floor(floor) => floor.write(),
        }
    }
}

use crate::data::{Data, HasSchema, Node, Read, Write};
use crate::{Result, Shape};

/// The start of a warm-up. In a plan file it is `"first_step"` or the floor as a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum WarmupStart {
    /// The factor of the first step is `1 / steps`.
    FirstStep,
    /// The factor of the first step is the floor.
    Floor(f64),
}

impl WarmupStart {
    /// The factor at `time` of a warm-up along `shape` that takes `steps` steps.
    pub(crate) fn factor(self, shape: &Shape, time: f64, steps: u64) -> f64 {
        let floor = if let Self::Floor(floor) = self { floor } else { 0.0 };
        floor + (1.0 - floor) * shape.risen(time + self.ahead(), steps)
    }

    /// The number of steps that the warm-up is ahead of one that starts at the floor.
    pub(crate) fn ahead(self) -> f64 {
        if self == Self::FirstStep { 1.0 } else { 0.0 }
    }
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

//! Parts of a state that have no type with the same format elsewhere, as data.

use crate::Result;
use crate::data::{Data, HasSchema, Node, Read, Write, of_type};

/// A plan as data. It may contain parts that cannot be read back, such as closures, so it is checked only when it is used.
pub(super) struct SavedPlan(pub(super) Data);

impl Read for SavedPlan {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.fields("a plan").map(|_| Self(node.data.clone()))
    }
}

impl Write for SavedPlan {
    fn write(&self) -> Data {
        self.0.clone()
    }
}

impl HasSchema for SavedPlan {
    fn schema() -> Data {
        of_type("object")
    }
}

/// The values of the plan's scalars, by name.
pub(super) struct Scalars(pub(super) Vec<(String, f64)>);

impl Read for Scalars {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("an object with one field for each scalar").map(Self)
    }
}

impl Write for Scalars {
    fn write(&self) -> Data {
        Data::object(self.0.iter().map(|(name, value)| (name.clone(), value.write())))
    }
}

impl HasSchema for Scalars {
    fn schema() -> Data {
        of_type("object")
    }
}

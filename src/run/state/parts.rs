//! Parts of a state as data.

use crate::Result;
use crate::data::{Data, HasSchema, Node, Read, Write, of_type};

/// A plan that may contain what cannot be read back. It is checked when the plan is compared or used.
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

/// The plan's scalars by name.
pub(super) struct Scalars(pub(super) Vec<(String, f64)>);

impl Read for Scalars {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("scalars by their name").map(Self)
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

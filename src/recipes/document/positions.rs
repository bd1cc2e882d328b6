use crate::Position;
use std::collections::HashMap;

/// The position of each value of a text, by the displayed path of the value, such as `param_scheduler[1].end`.
#[derive(Debug, Default)]
pub(super) struct Positions(HashMap<String, Position>);

impl Positions {
    pub(super) fn insert(&mut self, path: &str, position: Position) {
        self.0.entry(path.to_owned()).or_insert(position);
    }

    /// The position of the value, or of the nearest value that would contain it.
    pub(super) fn nearest(&self, path: &str) -> Option<Position> {
        let mut path = path;
        while !path.is_empty() {
            if let Some(position) = self.0.get(path) {
                return Some(*position);
            }
            path = &path[..path.rfind(['.', '[']).unwrap_or(0)];
        }
        None
    }
}

/// The path of the field `name` of the object at `path`.
pub(super) fn field_path(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

/// The path of an item of the list at `path`.
pub(super) fn item_path(path: &str, index: usize) -> String {
    format!("{path}[{index}]")
}

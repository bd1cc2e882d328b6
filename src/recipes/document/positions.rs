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

/// The longest path and the longest name that are recorded, so that a file of long names cannot fill the memory. Behind them, a value
/// has the position of the value that contains it.
const LONGEST_PATH: usize = 1_000;
const LONGEST_NAME: usize = 200;

/// The path of the field `name` of the object at `path`.
pub(super) fn field_path(path: &str, name: &str) -> String {
    match path {
        _ if path.len() > LONGEST_PATH || name.len() > LONGEST_NAME => path.to_owned(),
        "" => name.to_owned(),
        _ => format!("{path}.{name}"),
    }
}

/// The path of an item of the list at `path`.
pub(super) fn item_path(path: &str, index: usize) -> String {
    if path.len() > LONGEST_PATH { path.to_owned() } else { format!("{path}[{index}]") }
}

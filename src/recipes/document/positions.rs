use crate::Position;
use std::collections::HashMap;

/// The position of each value of a text, by the first name of its path and by its displayed path, such as `param_scheduler[1].end`.
#[derive(Debug, Default)]
pub(crate) struct Positions(HashMap<String, HashMap<String, Position>>);

impl Positions {
    pub(super) fn insert(&mut self, path: &str, position: Position) {
        self.0.entry(first_name(path).to_owned()).or_default().entry(path.to_owned()).or_insert(position);
    }

    /// Removes the positions of a name that is assigned again.
    pub(super) fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// The position of the value, or of the nearest value that would contain it.
    pub(super) fn nearest(&self, path: &str) -> Option<Position> {
        let known = self.0.get(first_name(path))?;
        let mut path = path;
        while !path.is_empty() {
            if let Some(position) = known.get(path) {
                return Some(*position);
            }
            path = &path[..path.rfind(['.', '[']).unwrap_or(0)];
        }
        None
    }
}

fn first_name(path: &str) -> &str {
    path.split(['.', '[']).next().unwrap_or_default()
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

//! A training configuration as data: JSON, YAML, or the literals of a Python file.

mod limit;
mod positions;
mod python;
mod scalar;
#[cfg(feature = "yaml")]
mod yaml;

use crate::data::{Data, Node, Read, SourceText, text};
use crate::{Error, Functions, Result};
use positions::Positions;
use std::collections::HashMap;

/// A configuration that was read, with its text for errors.
pub(super) struct Document {
    pub(super) data: Data,
    text: String,
    /// `None` for JSON, whose text is parsed again for a position.
    positions: Option<Positions>,
    /// What could not be evaluated of a Python file. An error only if it is needed.
    unread: HashMap<String, Error>,
    /// The name that was put around the whole text, or nothing.
    name: &'static str,
}

impl Document {
    /// Reads a text as what it contains: JSON if it begins with a brace or a bracket and is JSON, Python if a line begins with an
    /// assignment or an import, otherwise YAML.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let of_json = |data| Self { data, text: text.to_owned(), positions: None, unread: HashMap::new(), name: "" };
        if text::is_json(text) {
            return text::from_json(text).map(of_json);
        }
        if python::is_python(text) {
            let parsed = python::parse(text)?;
            let positions = Some(parsed.positions);
            return Ok(Self { data: parsed.data, text: text.to_owned(), positions, unread: parsed.unread, name: "" });
        }
        #[cfg(feature = "yaml")]
        {
            let (data, positions) = yaml::parse(text)?;
            Ok(Self { data, text: text.to_owned(), positions: Some(positions), unread: HashMap::new(), name: "" })
        }
        #[cfg(not(feature = "yaml"))]
        Err(Error::data("", "JSON or Python", "neither, and this program was built without the feature yaml"))
    }

    /// The document as the field `name` of an object.
    pub(super) fn inside(self, name: &'static str) -> Self {
        Self { data: Data::object([(name, self.data)]), name, ..self }
    }

    /// Reads the document by `read`, and adds the line to its error.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Node<'_>) -> Result<T>) -> Result<T> {
        read(&Node::root(&self.data, &Functions::new())).map_err(|error| self.located(error))
    }

    /// The error that the value of `name` in a Python file could not be evaluated, if the file has such a value.
    pub(super) fn check_evaluated(&self, name: &str) -> Result<()> {
        match self.unread.get(name) {
            Some(error) => Err(error.clone()),
            None => Ok(()),
        }
    }

    /// The names of the arguments of a call of `TrainingArguments` that could not be evaluated, if there are any.
    pub(super) fn unread_arguments(&self) -> Option<String> {
        let Data::Object(fields) = &self.data else { return None };
        let unread = fields.iter().map(|(name, _)| name.as_str()).filter(|name| self.unread.contains_key(*name));
        Some(unread.collect::<Vec<_>>().join(", ")).filter(|names| !names.is_empty())
    }

    fn located(&self, error: Error) -> Error {
        let Some(path) = error.path().map(str::to_owned) else { return error };
        let path = path.strip_prefix(self.name).unwrap_or(&path);
        let position = match &self.positions {
            Some(positions) => positions.nearest(path),
            None => SourceText::new(&*self.text, false).position(path),
        };
        match position {
            Some(position) => error.with_excerpt(crate::Excerpt::of(&self.text, position.line, position.column)),
            None => error,
        }
    }
}

/// The value of a field; `None` if it is absent or null.
pub(super) fn given<T: Read>(node: &Node<'_>, name: &'static str) -> Result<Option<T>> {
    Ok(node.field::<Option<T>>(name)?.flatten())
}

/// The value of a field, or `default` if it is absent or null.
pub(super) fn given_or<T: Read>(node: &Node<'_>, name: &'static str, default: T) -> Result<T> {
    Ok(given(node, name)?.unwrap_or(default))
}

//! Functions of the crate that build errors.

use super::Error;
use crate::hyperparameter::ValueRange;
use std::fmt::Display;
use std::io;
use std::path::Path;

impl Error {
    pub(crate) fn data(path: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::Data { file: None, path: path.into(), expected: expected.into(), found: found.into() }
    }

    pub(crate) fn checkpoint(folder: &Path, remedy: impl Into<String>, source: Self) -> Self {
        Self::Checkpoint { folder: folder.to_owned(), remedy: remedy.into(), source: Box::new(source) }
    }

    pub(crate) fn parameter(owner: &'static str, parameter: &'static str, bound: impl Into<String>, found: String) -> Self {
        Self::Parameter { owner, parameter, bound: bound.into(), found }
    }

    /// Adds the name of the file, unless the error has one.
    pub(crate) fn in_file(self, name: impl Display) -> Self {
        match self {
            Self::Data { file: None, path, expected, found } => Self::Data { file: Some(name.to_string()), path, expected, found },
            other => other,
        }
    }

    /// Cold, so that the code of a step without an error stays short.
    #[cold]
    pub(crate) fn not_finite(setting: impl Display, step: u64, found: f64) -> Self {
        Self::NotFinite { setting: setting.to_string(), step, found }
    }

    /// The error for a value that is not in the range of its hyperparameter. Cold as well.
    #[cold]
    pub(crate) fn bad_value(setting: impl Display, range: ValueRange, step: u64, found: f64) -> Self {
        if found.is_finite() {
            Self::OutOfRange { setting: setting.to_string(), step, expected: range.words, found }
        } else {
            Self::not_finite(setting, step, found)
        }
    }

    pub(crate) fn file(action: &'static str, path: &Path, reason: &io::Error) -> Self {
        Self::File { path: path.to_owned(), action, reason: reason.to_string() }
    }

    pub(crate) fn foreign_log(path: &Path, place: impl Display, expected: impl Display, found: impl Display) -> Self {
        let (expected, found) = (expected.to_string(), found.to_string());
        Self::ForeignLog { path: path.to_owned(), place: place.to_string(), expected, found }
    }

    pub(crate) fn foreign_state(field: impl Display, expected: impl Display, found: impl Display) -> Self {
        Self::ForeignState { field: field.to_string(), expected: expected.to_string(), found: found.to_string() }
    }
}

//! Functions of the crate that build errors.

use super::{Cause, Error, Excerpt};
use crate::hyperparameter::ValueRange;
use std::fmt::Display;
use std::io;
use std::path::Path;

impl Error {
    pub(crate) fn data(path: impl Into<String>, expected: impl Into<String>, found: impl Into<String>) -> Self {
        Self::Data { file: None, path: path.into(), expected: expected.into(), found: found.into(), advice: None, excerpt: None }
    }

    /// Adds the remedy to an error in data.
    pub(crate) fn with_advice(mut self, what_to_do: impl Into<String>) -> Self {
        if let Self::Data { advice, .. } = &mut self {
            *advice = Some(what_to_do.into().into());
        }
        self
    }

    /// Adds the line of the file to an error in data.
    pub(crate) fn with_excerpt(mut self, line: Option<Excerpt>) -> Self {
        if let Self::Data { excerpt, .. } = &mut self {
            *excerpt = line.map(Box::new);
        }
        self
    }

    /// The path of an error in data.
    pub(crate) fn path(&self) -> Option<&str> {
        match self {
            Self::Data { path, .. } => Some(path),
            _ => None,
        }
    }

    /// Creates the error of an observer from an error of the program, or from a text with the reason. [`std::error::Error::source`]
    /// returns the observer's error.
    ///
    /// ```
    /// use tch_lr_scheduler::Error;
    ///
    /// let error = Error::observer(std::io::Error::other("no connection"));
    /// assert_eq!(error.to_string(), "observer: no connection");
    /// ```
    pub fn observer(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Observer(Cause::new(error))
    }

    /// Adds the name of the file, unless the error has one.
    pub(crate) fn in_file(mut self, name: impl Display) -> Self {
        if let Self::Data { file: file @ None, .. } = &mut self {
            *file = Some(name.to_string());
        }
        self
    }

    pub(crate) fn checkpoint(folder: &Path, remedy: impl Into<String>, source: Self) -> Self {
        Self::Checkpoint { folder: folder.to_owned(), remedy: remedy.into(), source: Box::new(source) }
    }

    pub(crate) fn parameter(owner: &'static str, parameter: &'static str, bound: impl Into<String>, found: String) -> Self {
        Self::Parameter { owner, parameter, bound: bound.into(), found }
    }

    /// The error for a value that is not finite. The function is cold, so that the code of a step without an error stays short.
    #[cold]
    pub(crate) fn not_finite(setting: impl Display, step: u64, found: f64) -> Self {
        Self::NotFinite { setting: setting.to_string(), step, found }
    }

    /// The error for a value that is not in the range of its hyperparameter. The function is cold for the same reason.
    #[cold]
    pub(crate) fn bad_value(setting: impl Display, range: ValueRange, step: u64, found: f64) -> Self {
        if found.is_finite() {
            Self::OutOfRange { setting: setting.to_string(), step, expected: range.words, found }
        } else {
            Self::not_finite(setting, step, found)
        }
    }

    pub(crate) fn file(action: &'static str, path: &Path, error: &io::Error) -> Self {
        Self::File { path: path.to_owned(), action, source: Cause::of_io(error) }
    }

    pub(crate) fn foreign_log(path: &Path, place: impl Display, expected: impl Display, found: impl Display) -> Self {
        let (expected, found) = (expected.to_string(), found.to_string());
        Self::ForeignLog { path: path.to_owned(), place: place.to_string(), expected, found }
    }

    pub(crate) fn foreign_state(field: impl Display, expected: impl Display, found: impl Display) -> Self {
        Self::ForeignState { field: field.to_string(), expected: expected.to_string(), found: found.to_string() }
    }
}

//! Conversion between data and text in JSON or TOML.

use super::path::Path;
#[cfg(feature = "toml")]
use super::source::Position;
use super::tree::Data;
#[cfg(feature = "toml")]
use super::units::Span;
use super::whole::without_json_separators;
use crate::error::Excerpt;
use crate::{Error, Result};

fn unreadable(expected: &str, problem: impl ToString) -> Error {
    Error::data("", expected, problem.to_string().trim_end())
}

/// Checks that the parser with the limit `parser` could read the data again.
fn check_depth(data: &Data, parser: usize) -> Result<()> {
    let depth = data.depth();
    if depth < parser {
        return Ok(());
    }
    Err(unreadable(&format!("fewer than {parser} levels of lists and objects"), format_args!("{depth}")))
}

/// Checks that all numbers are finite. JSON has no others, and serde_json would write `null`.
fn check_numbers(data: &Data, path: &Path<'_>) -> Result<()> {
    match data {
        Data::Number(value) if !value.is_finite() => Err(Error::data(path.to_string(), "a finite number", format!("{value:?}"))),
        Data::List(items) => items.iter().enumerate().try_for_each(|(index, item)| check_numbers(item, &Path::Index(path, index))),
        Data::Object(fields) => fields.iter().try_for_each(|(name, value)| check_numbers(value, &Path::Field(path, name))),
        _ => Ok(()),
    }
}

/// The limit of the TOML parser.
#[cfg(feature = "toml")]
const DEEPEST_TOML: usize = 80;

/// Reads JSON. A byte order mark at the start, and underscores between the digits of a number, are read too.
pub(crate) fn from_json(text: &str) -> Result<Data> {
    let text = without_mark(text);
    let strict = |error: serde_json::Error| match serde_json::from_str(&without_json_separators(text)) {
        Ok(data) => Ok(data),
        Err(_) => {
            let excerpt = Excerpt::of(text, error.line(), error.column());
            Err(unreadable("JSON", error).with_excerpt(excerpt))
        }
    };
    serde_json::from_str(text).or_else(strict)
}

/// The text as a strict parser of its format reads it. Lines and columns are those of `text`.
pub(crate) fn readable(text: &str, is_toml: bool) -> String {
    let text = without_mark(text);
    if is_toml { text.to_owned() } else { without_json_separators(text) }
}

/// The text without the byte order mark that some editors write at the start of a file.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

pub(crate) fn to_json(data: &Data) -> Result<String> {
    check_depth(data, Data::DEEPEST)?;
    check_numbers(data, &Path::Root)?;
    let mut text = serde_json::to_string_pretty(data).map_err(|error| unreadable("what JSON can contain", error))?;
    text.push('\n');
    Ok(text)
}

#[cfg(feature = "toml")]
pub(crate) fn from_toml(text: &str) -> Result<Data> {
    let text = without_mark(text);
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let position = error.span().and_then(|span| Position::of_byte(text, span.start));
        let excerpt = position.and_then(|position| Excerpt::of(text, position.line, position.column));
        let unreadable = unreadable("TOML", on_one_line(&error, position)).with_excerpt(excerpt);
        match error.span().and_then(|span| length_without_quotes(text, span.start)) {
            Some(length) => unreadable.with_advice(format!("write \"{length}\", in quotes")),
            None => unreadable,
        }
    })
}

/// The longest length that is repeated in an error.
#[cfg(feature = "toml")]
const LONGEST_LENGTH: usize = 32;

/// The length with a unit at a byte of the text, such as `30ep` or `3%`, which TOML reads as a wrong number.
#[cfg(feature = "toml")]
fn length_without_quotes(text: &str, byte: usize) -> Option<&str> {
    let is_inside = |letter: char| letter.is_alphanumeric() || "._%+-".contains(letter);
    let (before, behind) = text.split_at_checked(byte)?;
    let start = before.len() - before.chars().rev().take_while(|letter| is_inside(*letter)).map(char::len_utf8).sum::<usize>();
    let end = byte + behind.chars().take_while(|letter| is_inside(*letter)).map(char::len_utf8).sum::<usize>();
    let length = text.get(start..end).filter(|length| length.len() <= LONGEST_LENGTH)?;
    let is_length = length.parse::<Span>().is_ok() && !length.ends_with(|letter: char| letter.is_ascii_digit());
    is_length.then_some(length)
}

/// The error with its line and column, on one line as the errors of JSON. TOML's own text has an excerpt of several lines.
#[cfg(feature = "toml")]
fn on_one_line(error: &toml::de::Error, position: Option<Position>) -> String {
    let message = error.message().lines().collect::<Vec<_>>().join(", ");
    position.map_or(message.clone(), |position| format!("{message} at {position}"))
}

#[cfg(feature = "toml")]
pub(crate) fn to_toml(data: &Data) -> Result<String> {
    check_depth(data, DEEPEST_TOML)?;
    toml::to_string_pretty(&without_nulls(data)).map_err(|error| unreadable("what TOML can contain", error))
}

/// The data without null fields. TOML has no null, and every field that may be null may also be absent.
#[cfg(feature = "toml")]
fn without_nulls(data: &Data) -> Data {
    match data {
        Data::List(items) => Data::list(items.iter().map(without_nulls)),
        Data::Object(fields) => {
            let kept = fields.iter().filter(|(_, value)| *value != Data::Null);
            Data::object(kept.map(|(name, value)| (name.clone(), without_nulls(value))))
        }
        other => other.clone(),
    }
}

#[cfg(not(feature = "toml"))]
pub(crate) fn no_toml() -> Error {
    unreadable("a name that ends in .json", "one that ends in .toml, but this program was built without the feature toml")
}

/// The format of a text that is not known from the name of its file: JSON begins with a brace or a bracket that no table of TOML
/// has.
pub(crate) fn is_json(text: &str) -> bool {
    let text = without_mark(text).trim_start();
    text.starts_with('{') || serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Reads TOML or JSON.
pub(crate) fn of_format(text: &str, is_toml: bool) -> Result<Data> {
    if !is_toml {
        return from_json(text);
    }
    #[cfg(feature = "toml")]
    return from_toml(text);
    #[cfg(not(feature = "toml"))]
    Err(no_toml())
}

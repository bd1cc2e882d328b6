//! Data as text, and text as data.

use super::data::Data;
use super::node::Node;
use crate::{Error, Result};

fn unreadable(expected: &str, problem: impl ToString) -> Error {
    Error::Data { file: None, path: String::new(), expected: expected.into(), found: problem.to_string().trim_end().into() }
}

/// What a parser would refuse must not be written.
fn check_depth(data: &Data) -> Result<()> {
    let depth = data.depth();
    if depth < Node::DEEPEST {
        return Ok(());
    }
    Err(unreadable(&format!("fewer than {} levels of lists and objects", Node::DEEPEST), format_args!("{depth}")))
}

pub(crate) fn from_json(text: &str) -> Result<Data> {
    serde_json::from_str(text).map_err(|error| unreadable("JSON", error))
}

pub(crate) fn to_json(data: &Data) -> Result<String> {
    check_depth(data)?;
    let mut text = serde_json::to_string_pretty(data).map_err(|error| unreadable("what JSON can hold", error))?;
    text.push('\n');
    Ok(text)
}

#[cfg(feature = "toml")]
pub(crate) fn from_toml(text: &str) -> Result<Data> {
    toml::from_str(text).map_err(|error| unreadable("TOML", on_one_line(text, &error)))
}

/// As JSON's errors are written, without an excerpt that has several lines.
#[cfg(feature = "toml")]
fn on_one_line(text: &str, error: &toml::de::Error) -> String {
    let message = error.message().lines().collect::<Vec<_>>().join(", ");
    let before = error.span().and_then(|span| text.get(..span.start));
    before.map_or(message.clone(), |before| {
        let (line, column) =
            (before.matches('\n').count() + 1, before.chars().rev().take_while(|letter| *letter != '\n').count() + 1);
        format!("{message} at line {line} column {column}")
    })
}

#[cfg(feature = "toml")]
pub(crate) fn to_toml(data: &Data) -> Result<String> {
    check_depth(data)?;
    toml::to_string_pretty(&without_nulls(data)).map_err(|error| unreadable("what TOML can hold", error))
}

/// TOML has no null, and a field that may be null may be absent.
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
    unreadable("a name that ends in .json", "one that ends in .toml, and this program was built without the feature toml")
}

pub(crate) fn of_format(text: &str, is_toml: bool) -> Result<Data> {
    if !is_toml {
        return from_json(text);
    }
    #[cfg(feature = "toml")]
    return from_toml(text);
    #[cfg(not(feature = "toml"))]
    Err(no_toml())
}

//! Data as text, and text as data.

use super::data::Data;
use super::node::Node;
use crate::{Error, Result};

fn unreadable(expected: &str, problem: impl ToString) -> Error {
    Error::Data { file: None, path: String::new(), expected: expected.into(), found: problem.to_string().trim_end().into() }
}

/// What a parser would refuse must not be written.
fn check_depth(data: &Data, parser: usize) -> Result<()> {
    let depth = data.depth();
    if depth < parser {
        return Ok(());
    }
    Err(unreadable(&format!("fewer than {parser} levels of lists and objects"), format_args!("{depth}")))
}

/// As deep as the parser of TOML goes.
#[cfg(feature = "toml")]
const DEEPEST_TOML: usize = 80;

pub(crate) fn from_json(text: &str) -> Result<Data> {
    serde_json::from_str(text).map_err(|error| unreadable("JSON", error))
}

pub(crate) fn to_json(data: &Data) -> Result<String> {
    check_depth(data, Node::DEEPEST)?;
    let mut text = serde_json::to_string_pretty(data).map_err(|error| unreadable("what JSON can hold", error))?;
    text.push('\n');
    Ok(text)
}

#[cfg(feature = "toml")]
pub(crate) fn from_toml(text: &str) -> Result<Data> {
    toml::from_str(text).map_err(|error| unreadable("TOML", error))
}

#[cfg(feature = "toml")]
pub(crate) fn to_toml(data: &Data) -> Result<String> {
    check_depth(data, DEEPEST_TOML)?;
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

use super::elsewhere::field_elsewhere;
use super::nearest::{folded, nearest};
use super::path::Path;
use crate::Error;

/// The error says of at most this many unknown fields what to write instead.
const MOST: usize = 8;
/// The longest name that is written out beside the place of the error.
const LONGEST: usize = 64;

/// The error of an object at `owner` that has these unknown fields, at the first one of which it is known what to write instead.
/// `names` are the fields that the object may have.
pub(super) fn unknown_fields(owner: &Path<'_>, unknown: &[&str], names: &[&str]) -> Error {
    let mut advised = unknown.iter().take(MOST).filter_map(|&field| Some((field, advice(field, names)?)));
    let first = advised.next();
    let field = first.as_ref().map(|(field, _)| *field).or(unknown.first().copied()).unwrap_or_default();
    let error = Error::data(Path::Field(owner, field).to_string(), format!("one of {}", names.join(", ")), "an unknown field");
    let Some((_, mut sentence)) = first else {
        return error;
    };
    for (other, advice) in advised.filter(|(other, _)| other.len() <= LONGEST) {
        sentence += &format!("; {other}: {advice}");
    }
    error.with_advice(sentence)
}

/// What to write instead of an unknown field: its equal if it is a field of another library, or the field with the most similar name.
fn advice(unknown: &str, names: &[&str]) -> Option<String> {
    let is_same = names.iter().any(|name| folded(name) == folded(unknown));
    match field_elsewhere(unknown, names).filter(|_| !is_same) {
        Some(advice) => Some(advice.into()),
        None => nearest(unknown, names.iter().copied()).map(|name| format!("did you mean {name}?")),
    }
}

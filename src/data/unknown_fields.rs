use super::elsewhere::field_elsewhere;
use super::nearest::{folded, nearest};
use super::path::Path;
use crate::Error;

/// The error names at most this many unknown fields.
const MOST: usize = 8;
/// The longest name that is written out beside the place of the error.
const LONGEST: usize = 64;

/// The error of an object at `owner` that has these unknown fields, at the first one of which it is known what to write instead.
/// `names` are the fields that the object may have.
pub(super) fn unknown_fields(owner: &Path<'_>, unknown: &[&str], names: &[&str]) -> Error {
    let mut fields: Vec<_> = unknown.iter().take(MOST).map(|&field| (field, advice(field, names))).collect();
    // Those with advice come first, in the order of the file.
    fields.sort_by_key(|(_, advice)| advice.is_none());
    let mut fields = fields.into_iter();
    let (field, first) = fields.next().unwrap_or_default();
    let error = Error::data(Path::Field(owner, field).to_string(), format!("one of {}", names.join(", ")), "an unknown field");
    let others = fields.filter(|(other, _)| other.len() <= LONGEST).map(|(other, advice)| match advice {
        Some(advice) => format!("{other}: {advice}"),
        None => format!("{other} is unknown too"),
    });
    let sentences: Vec<_> = first.into_iter().chain(others).collect();
    if sentences.is_empty() { error } else { error.with_advice(sentences.join("; ")) }
}

/// What to write instead of an unknown field: its equal if it is a field of another library, or the field with the most similar name.
fn advice(unknown: &str, names: &[&str]) -> Option<String> {
    let is_same = names.iter().any(|name| folded(name) == folded(unknown));
    match field_elsewhere(unknown, names).filter(|_| !is_same) {
        Some(advice) => Some(advice.into()),
        None => nearest(unknown, names.iter().copied()).map(|name| format!("did you mean {name}?")),
    }
}

//! Positions in TOML. The crate toml gives the span of each key and of each value.

use super::lookup::{entry, index};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The bytes at which the values at `paths` start. See [`SourceText::positions`](super::SourceText::positions).
pub(super) fn bytes_of(text: &str, paths: &[&str]) -> Vec<Option<usize>> {
    let Ok(table) = DeTable::parse(text) else { return vec![None; paths.len()] };
    let byte_of = |path: &&str| {
        let (mut place, mut rest) = field(table.get_ref(), path)?;
        while let Some((next, behind)) = child(place.value, rest) {
            (place, rest) = (next, behind);
        }
        Some(place.start)
    };
    paths.iter().map(byte_of).collect()
}

/// A value, and the byte that marks its position: the start of its key, or of the value itself in a list.
struct Place<'t> {
    start: usize,
    value: &'t DeValue<'t>,
}

/// The next value on the path, and what remains of the path.
fn child<'t, 'p>(value: &'t DeValue<'t>, path: &'p str) -> Option<(Place<'t>, &'p str)> {
    match value {
        DeValue::Table(table) => field(table, path),
        DeValue::Array(array) => {
            let (index, rest) = index(path)?;
            let item: &Spanned<_> = array.get(index)?;
            Some((Place { start: item.span().start, value: item.get_ref() }, rest))
        }
        _ => None,
    }
}

fn field<'t, 'p>(table: &'t DeTable<'t>, path: &'p str) -> Option<(Place<'t>, &'p str)> {
    if path.is_empty() {
        return None;
    }
    entry(path, |name| {
        let (key, value) = table.get_key_value(name)?;
        Some(Place { start: key.span().start, value: value.get_ref() })
    })
}

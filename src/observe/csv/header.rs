use super::quote::quote;
use super::states::csv_header;
use crate::observe::ValueName;
use crate::observe::columns::Columns;
use crate::observe::line_format::{Header, foreign};
use crate::{Error, Result, State};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The largest length of a header that is read, in bytes.
const LONGEST: u64 = 1 << 24;

/// Reads the header of a file that a run with this state continues. `None` if the file has only the beginning of a header.
pub(super) fn read(reader: &mut BufReader<&File>, path: &Path, state: &State) -> Result<Option<Header>> {
    let text = read_text(reader).map_err(|error| Error::file("read", path, &error))?;
    let expected = csv_header(state);
    // Every log begins with these columns.
    let first: String = expected.split_inclusive(',').take(2).collect();
    let first = first.trim_end_matches(',');
    let begins = |text: &&str| text.strip_prefix(first).is_some_and(|rest| rest.starts_with([',', '\n']));
    let names = str::from_utf8(&text).ok().filter(begins).and_then(|text| names(text.strip_suffix('\n')?));
    let Some(names) = names else {
        return if is_beginning(&text, &expected, first) {
            Ok(None)
        } else {
            Err(foreign(path, "its header", &format!("`{first}`, and the names of other columns"), &text))
        };
    };
    let mut columns = Columns::new(quote);
    for name in names.iter().skip(1) {
        columns.add(name);
    }
    let lines = text.iter().filter(|byte| **byte == b'\n').count();
    Ok(Some(Header { columns, length: text.len() as u64, lines }))
}

/// Whether a crash may have left only this text of a new file, whose header and first row are written together. Such a file
/// contains no value, so it can be written again.
fn is_beginning(text: &[u8], expected: &str, first: &str) -> bool {
    let is_line = |text: &[u8]| !text.contains(&b'\n');
    let follows =
        |start: &str| text.strip_prefix(start.as_bytes()).is_some_and(|rest| matches!(rest, [b',', rest @ ..] if is_line(rest)));
    expected.as_bytes().starts_with(text) || first.as_bytes().starts_with(text) || follows(first) || follows(expected)
}

/// Reads up to the first line end that is not in quotes, or to the end of the file.
pub(in crate::observe) fn read_text(reader: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut text = vec![];
    let mut reader = reader.take(LONGEST);
    let mut is_quoted = false;
    loop {
        let start = text.len();
        reader.read_until(b'\n', &mut text)?;
        is_quoted ^= text[start..].iter().filter(|byte| **byte == b'"').count() % 2 == 1;
        if !is_quoted || text.last() != Some(&b'\n') || text.len() == start {
            return Ok(text);
        }
    }
}

/// The names in a header without its line end. `None` if this crate does not write such a header. It writes `step` and then other
/// names, each once, with quotes only if a name needs them.
pub(in crate::observe) fn names(header: &str) -> Option<Vec<String>> {
    let mut names = vec![];
    let mut rest = header;
    loop {
        let (name, after) = name(rest)?;
        names.push(name);
        match after.strip_prefix(',') {
            Some(after) => rest = after,
            None if after.is_empty() => break,
            None => return None,
        }
    }
    let written: Vec<_> = names.iter().map(|name| quote(&ValueName::Metric(name.into()))).collect();
    let is_unique = names.iter().collect::<HashSet<_>>().len() == names.len();
    (names[0] == "step" && is_unique && written.join(",") == header).then_some(names)
}

/// The first name of a part of a header, and what follows it.
fn name(header: &str) -> Option<(String, &str)> {
    let Some(mut rest) = header.strip_prefix('"') else {
        let end = header.find(',').unwrap_or(header.len());
        return Some((header[..end].to_owned(), &header[end..]));
    };
    let mut name = String::new();
    loop {
        let (part, after) = rest.split_once('"')?;
        name += part;
        match after.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None => return Some((name, after)),
        }
    }
}

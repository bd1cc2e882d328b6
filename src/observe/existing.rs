use super::columns::Columns;
use super::line_format::{LineFormat, foreign};
use super::row::{Row, logged_time};
use crate::{Error, Result, State};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The end of the part of an existing log that a resumed run keeps.
pub(super) struct End {
    /// The length of that part in bytes.
    pub(super) length: u64,
    /// Its last line with the line end, if that line has the time of the state.
    pub(super) last: Option<(Row, String)>,
}

/// Finds the end of the part of a log that a run resumed at `state` keeps. It is
///
/// 1. after the last line that has the time and the values of `state`, or else
/// 2. after the last line that has its time: the values were changed within the step, after the line had been written, or else
/// 3. before the first line with a later time, or else
/// 4. after the last complete line.
///
/// `columns` includes those of `state`. The reader is at the end of the header, which has `length` bytes, `lines` lines and `count`
/// columns.
pub(super) fn find_end<F: LineFormat>(
    path: &Path,
    mut reader: BufReader<&File>,
    columns: &mut Columns,
    header: (u64, usize, usize),
    state: &State,
) -> Result<End> {
    let (mut start, mut number, count) = header;
    let mut wanted = Row::empty(logged_time(state));
    columns.fill(&mut wanted, &state.into());
    let (mut same, mut same_time, mut first_later) = (None, None, None);
    let mut line = vec![];
    while next_line(path, &mut reader, &mut line)? {
        number += 1;
        let next = start + line.len() as u64;
        let text = str::from_utf8(&line[..line.len() - 1]).ok();
        let time = text.and_then(|text| F::read_time(columns, count, text));
        match time {
            Some(time) if time == wanted.time => {
                let text = text.unwrap_or_default();
                let row = Row { time, values: F::read_values(columns, text) };
                let is_same = columns.have_same_state(&row, &wanted);
                let end = End { length: next, last: Some((row, format!("{text}\n"))) };
                *(if is_same { &mut same } else { &mut same_time }) = Some(end);
            }
            Some(time) if time > wanted.time && first_later.is_none() => first_later = Some(End { length: start, last: None }),
            Some(_) => {}
            // Lines behind the end are removed, so they may be damaged. An end behind such a line would keep it.
            None if same.is_some() || same_time.is_some() || first_later.is_some() => break,
            None => return Err(foreign(path, &format!("line {number}"), &F::expected(count), &line)),
        }
        start = next;
    }
    Ok(same.or(same_time).or(first_later).unwrap_or(End { length: start, last: None }))
}

/// Reads the next line with its line end. Returns false if the file ends before a line end.
fn next_line(path: &Path, reader: &mut impl BufRead, line: &mut Vec<u8>) -> Result<bool> {
    line.clear();
    reader.read_until(b'\n', line).map_err(|error| Error::file("read", path, &error))?;
    Ok(line.last() == Some(&b'\n'))
}

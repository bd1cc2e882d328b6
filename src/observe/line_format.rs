use super::ValueName;
use super::columns::Columns;
use super::row::Row;
use crate::schedule::Time;
use crate::{Error, Result, State};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// The format of a log file that has a line for each time.
pub(super) trait LineFormat {
    /// The text that is appended to a line for each column that is added to the file later. It is empty if lines do not all have
    /// the same columns.
    const MISSING: &'static str;

    /// Writes the name of a value.
    fn write_name(name: &ValueName<'_>) -> String;

    /// The header with its line end; empty if the format has none.
    fn header(columns: &Columns) -> String;

    /// Writes a line without its line end.
    fn write(columns: &Columns, row: &Row, line: &mut String);

    /// Reads the header of an existing file that a run with this state continues. `None` if the file is new, or if a crash has left
    /// only the beginning of its header.
    fn read_header(reader: &mut BufReader<&File>, path: &Path, state: &State) -> Result<Option<Header>>;

    /// The time of a line in a file with `count` columns; `None` if the line does not have this format.
    fn read_time(columns: &Columns, count: usize, line: &str) -> Option<Time>;

    /// The values of a line whose time could be read. Adds the columns that only this line has.
    fn read_values(columns: &mut Columns, line: &str) -> Vec<Option<f64>>;

    /// A description of a line in a file with `count` columns, for error messages.
    fn expected(count: usize) -> String;
}

/// The header of an existing file.
pub(super) struct Header {
    /// The columns that the header names.
    pub(super) columns: Columns,
    /// The length in bytes.
    pub(super) length: u64,
    /// The number of line ends.
    pub(super) lines: usize,
}

/// An error that shows a line of the file, or its beginning.
pub(super) fn foreign(path: &Path, place: &str, expected: &str, found: &[u8]) -> Error {
    let first = found.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let shown: String = String::from_utf8_lossy(first).chars().take(200).collect();
    Error::foreign_log(path, place, expected, format_args!("`{shown}`"))
}

use super::columns::LogColumns;
use super::csv;
use super::table::{Column, LATEST, Table};
use crate::data::file;
use crate::observe::{History, ValueName};
use crate::predict::error::Result;
use crate::{Error, printable};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The largest length of a log, in bytes.
const LONGEST: u64 = 1 << 29;

/// Reads a log: of a folder, the event files of TensorBoard; a file that begins with `{`, as JSON lines; any other, as CSV.
pub(super) fn read(path: &Path, columns: &LogColumns) -> Result<Table> {
    let name = printable(&path.display().to_string());
    if path.is_dir() || is_event_file(path) {
        return Ok(of_history(name, &History::read(path)?));
    }
    let opened = file::open(path, LONGEST).map_err(|error| Error::file("open", path, &error))?;
    let mut reader = BufReader::new(opened.take(LONGEST));
    let first = reader.fill_buf().map_err(|error| Error::file("read", path, &error))?.first().copied();
    if first == Some(b'{') {
        return Ok(of_history(name, &History::read(path)?));
    }
    csv::read(reader, name, columns)
}

fn of_history(name: String, history: &History) -> Table {
    let column = |(name, points): (&ValueName<'_>, &[(f64, f64)])| Column {
        name: name.to_string(),
        numbers: points.iter().map(|(step, value)| (step.min(LATEST) as u64, *value)).collect(),
        texts: vec![],
    };
    Table { name, columns: history.series().map(column).collect(), step: "step".into() }
}

fn is_event_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().contains("tfevents"))
}

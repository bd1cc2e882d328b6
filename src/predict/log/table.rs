use super::columns::LogColumns;
use super::csv;
use crate::data::file;
use crate::observe::History;
use crate::predict::error::Result;
use crate::{Error, printable};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The largest length of a log, in bytes.
pub(super) const LONGEST: u64 = 1 << 29;

/// The latest step of a log. Sums of steps stay far below the largest integer.
pub(super) const LATEST: f64 = 1e18;

/// The columns of a log.
pub(super) struct Table {
    /// The name of the file in messages.
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    /// The name of the column of the step, which is not among the columns.
    pub(super) step: String,
}

/// A column: a value at each step that has one.
#[derive(Debug, Default)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) numbers: Vec<(u64, f64)>,
    /// The fields that are not numbers, each with its line.
    pub(super) texts: Vec<(u64, String)>,
}

impl Table {
    /// Reads a log: of a folder, the event files of TensorBoard; a file that begins with `{`, as JSON lines; any other, as CSV.
    pub(super) fn read(path: &Path, columns: &LogColumns) -> Result<Self> {
        let name = printable(&path.display().to_string());
        if path.is_dir() || is_event_file(path) {
            return Ok(Self::of_history(name, &History::read(path)?));
        }
        let opened = file::open(path, LONGEST).map_err(|error| Error::file("open", path, &error))?;
        let mut reader = BufReader::new(opened.take(LONGEST));
        let first = reader.fill_buf().map_err(|error| Error::file("read", path, &error))?.first().copied();
        if first == Some(b'{') {
            return Ok(Self::of_history(name, &History::read(path)?));
        }
        csv::read(reader, name, columns)
    }

    fn of_history(name: String, history: &History) -> Self {
        let column = |(name, points): (&crate::observe::ValueName<'_>, &[(f64, f64)])| Column {
            name: name.to_string(),
            numbers: points.iter().map(|(step, value)| (step.min(LATEST) as u64, *value)).collect(),
            texts: vec![],
        };
        Self { name, columns: history.series().map(column).collect(), step: "step".into() }
    }

    /// The names of all columns.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.step.as_str()).chain(self.columns.iter().map(|column| column.name.as_str()))
    }
}

fn is_event_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().contains("tfevents"))
}

use super::csv::{header, rows::read_value};
use super::history::History;
use super::json_lines::object::Object;
use super::name::ValueName;
use super::row::read_time;
use crate::data::file;
use crate::data::wording::escape_controls;
use crate::schedule::Time;
use crate::{Error, Result};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Take};
use std::path::Path;

/// The largest length of a log that is read, in bytes. Its values may take several times this memory, and a device such as
/// `/dev/zero` has no end.
const LONGEST: u64 = 1 << 29;
/// The largest length of a line, in bytes. A line of a million values is shorter.
const LONGEST_LINE: u64 = 1 << 27;

impl History {
    /// Reads a log file of [`CsvLog`](super::CsvLog) or [`JsonLinesLog`](super::JsonLinesLog), or the output of `tch-lr trace`. A
    /// file that begins with `{` is read as JSON Lines, and any other file as CSV. With the feature `tensorboard`, a folder with
    /// event files and an event file are read too: their scalars, whose values are rounded to 32 bits.
    ///
    /// A value that is missing at a step has no point there. A last line without a line end is ignored, because a running program
    /// may not have written all of it yet. The file does not contain which names are scalars of the plan, so
    /// [`names`](Self::names) returns scalars as metrics. A log of more than 512 MiB is refused, and so is a named pipe, because
    /// opening it waits for another program.
    ///
    /// # Errors
    /// - [`Error::File`] if the file cannot be read.
    /// - [`Error::Data`] if the file is not such a log. The error names the line and the column.
    ///
    /// ```
    /// use tch_lr_scheduler::observe::History;
    ///
    /// # let folder = tempfile::tempdir().unwrap();
    /// # let path = folder.path().join("rates.csv");
    /// std::fs::write(&path, "step,lr[0],loss\n0,0.1,\n1,0.1,2.5\n2,0.05,fast\n").unwrap();
    /// let error = History::read(&path).unwrap_err().to_string();
    /// assert!(error.ends_with("rates.csv: line 4, column loss: expected a number, found `fast`"));
    ///
    /// std::fs::write(&path, "step,lr[0],loss\n0,0.1,\n1,0.1,2.5\n2,0.05,NaN\n").unwrap();
    /// let history = History::read(&path)?;
    /// assert_eq!(history.points("lr[0]"), [(0.0, 0.1), (1.0, 0.1), (2.0, 0.05)]);
    /// assert_eq!(history.points("loss")[0], (1.0, 2.5));
    /// assert!(history.points("loss")[1].1.is_nan());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn read(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        #[cfg(feature = "tensorboard")]
        if let files @ [_, ..] = super::tensorboard::event_files(path).as_slice() {
            return super::tensorboard::history(files);
        }
        let file = file::open(path, LONGEST).map_err(|error| Error::file("open", path, &error))?;
        let mut log = Lines { path, reader: BufReader::new(file.take(LONGEST + 1)), number: 0 };
        let first = log.reader.fill_buf().map_err(|error| Error::file("read", path, &error))?.first().copied();
        let history = match first {
            Some(b'{') => objects(&mut log),
            _ => rows(&mut log),
        };
        history.map_err(|error| error.in_file(path.display()))
    }
}

/// The lines of a log.
struct Lines<'a> {
    path: &'a Path,
    reader: BufReader<Take<File>>,
    /// The number of the last line that was read, counted from 1.
    number: usize,
}

impl Lines<'_> {
    /// Reads the next line without its line end; `None` if the file ends before a line end.
    fn next(&mut self) -> Result<Option<String>> {
        let mut line = vec![];
        let mut reader = self.reader.by_ref().take(LONGEST_LINE);
        reader.read_until(b'\n', &mut line).map_err(|error| Error::file("read", self.path, &error))?;
        self.number += 1;
        if self.reader.get_ref().limit() == 0 {
            return Err(self.unexpected("", &format!("a log of at most {LONGEST} bytes"), "more"));
        }
        if line.len() as u64 >= LONGEST_LINE {
            return Err(self.unexpected(
                "",
                &format!("a line of at most {LONGEST_LINE} bytes"),
                &String::from_utf8_lossy(&line[..80]),
            ));
        }
        if line.pop_if(|last| *last == b'\n').is_none() {
            return Ok(None);
        }
        line.pop_if(|last| *last == b'\r');
        let text = String::from_utf8(line)
            .map_err(|line| self.unexpected("", "text in UTF-8", &String::from_utf8_lossy(line.as_bytes())))?;
        Ok(Some(text))
    }

    fn unexpected(&self, column: &str, expected: &str, found: &str) -> Error {
        let column = if column.is_empty() { String::new() } else { format!(", column {}", escape_controls(column)) };
        let shown: String = found.chars().take(200).collect();
        Error::data(format!("line {}{column}", self.number), expected, format!("`{}`", escape_controls(&shown)))
    }
}

const STEP: &str = "a step, such as 7 or 7.5";

fn rows(log: &mut Lines<'_>) -> Result<History> {
    let text = header::read_text(&mut log.reader).map_err(|error| Error::file("read", log.path, &error))?;
    log.number = 1;
    let text = String::from_utf8_lossy(&text);
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let Some(names) = header::names(line.strip_suffix('\r').unwrap_or(line)) else {
        let first = line.lines().next().unwrap_or_default();
        return Err(log.unexpected("", "a JSON object, or a header of CSV that begins with `step,`", first));
    };
    log.number = text.matches('\n').count().max(1);
    let mut history = History::new();
    let columns: Vec<_> = names.iter().skip(1).map(|name| ValueName::from_file(name)).collect();
    for name in &columns {
        history.add_series(name.clone());
    }
    while let Some(line) = log.next()? {
        let mut fields = line.split(',');
        let time = fields.next().unwrap_or_default();
        let time = read_time(time).ok_or_else(|| log.unexpected("step", STEP, time))?;
        let count = line.split(',').count();
        if count != names.len() {
            return Err(log.unexpected("", &format!("{} fields, as in the header, and not {count}", names.len()), &line));
        }
        for (series, (name, field)) in columns.iter().zip(fields).enumerate() {
            let value = read_value(name, field).ok_or_else(|| log.unexpected(&name.to_string(), "a number", field))?;
            if let Some(value) = value {
                history.add_to(series, time, value);
            }
        }
    }
    Ok(history)
}

fn objects(log: &mut Lines<'_>) -> Result<History> {
    let mut history = History::new();
    let mut series: HashMap<String, usize> = HashMap::new();
    while let Some(line) = log.next()? {
        let object = Object::read(&line).map_err(|error| log.unexpected("", &format!("a JSON object ({error})"), &line))?;
        let time: Time = object.time().ok_or_else(|| log.unexpected("step", STEP, &line))?;
        for (name, value) in object.fields.iter().filter(|(name, _)| name != "step") {
            let number = Object::number(value);
            let number =
                number.map_err(|found| log.unexpected(name, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"", &found))?;
            let known = series.get(name).copied();
            let index = known.unwrap_or_else(|| {
                let index = history.add_series(ValueName::from_file(name));
                series.insert(name.clone(), index);
                index
            });
            history.add_to(index, time, number);
        }
    }
    Ok(history)
}

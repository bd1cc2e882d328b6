use super::appender::Appender;
use crate::schedule::Time;
use crate::{Error, Result};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// A log file: a header, if the format has one, then one line for each state. A repeated line is written once.
#[derive(Debug)]
pub(super) struct LineLog {
    appender: Appender,
    last: String,
}

/// The format of a log file.
pub(super) struct LineFormat<'a> {
    /// The header with its line end; empty if the format has none.
    pub(super) header: &'a str,
    /// The time of a line; `None` if the line does not have this format.
    pub(super) parse_time: &'a dyn Fn(&str) -> Option<Time>,
    /// A description of a line, for error messages.
    pub(super) expected: &'a str,
}

impl LineLog {
    pub(super) fn create(path: &Path, format: &LineFormat<'_>, first: String) -> Result<Self> {
        let appender = Appender::open(path, OpenOptions::new().write(true).create(true).truncate(true), |_| Ok(0))?;
        Self::start(appender, format.header, first)
    }

    /// Continues a log so that it ends with the line `last`. The file is truncated after the last line that equals `last`. If there
    /// is none, the file is truncated before the first line with a later time, and `last` is written.
    pub(super) fn append(path: &Path, format: &LineFormat<'_>, last: String) -> Result<Self> {
        let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).to_owned();
        let (mut has_header, mut has_last) = (false, false);
        let appender = Appender::open(path, &options, |file| {
            let mut log = ExistingLog { path, format, reader: BufReader::new(file) };
            has_header = log.has_header()?;
            if !has_header {
                return Ok(0);
            }
            let (end, is_in_file) = log.end_of(&last)?;
            has_last = is_in_file;
            Ok(end)
        })?;
        if !has_header {
            return Self::start(appender, format.header, last);
        }
        if has_last {
            return Ok(Self { appender, last });
        }
        Self::start(appender, "", last)
    }

    fn start(mut appender: Appender, header: &str, first: String) -> Result<Self> {
        appender.write(format!("{header}{first}\n").as_bytes())?;
        Ok(Self { appender, last: first })
    }

    pub(super) fn path(&self) -> &Path {
        self.appender.path()
    }

    /// Writes the line, unless it equals the line before.
    pub(super) fn push(&mut self, mut line: String) -> Result<()> {
        if line == self.last {
            return Ok(());
        }
        line.push('\n');
        self.appender.write(line.as_bytes())?;
        line.pop();
        self.last = line;
        Ok(())
    }

    pub(super) fn sync(&self) -> Result<()> {
        self.appender.sync()
    }
}

/// A log file that an earlier run may have written.
struct ExistingLog<'a> {
    path: &'a Path,
    format: &'a LineFormat<'a>,
    reader: BufReader<&'a File>,
}

impl ExistingLog<'_> {
    /// Whether the file starts with the whole header. A new file has none, and a crash may have left only its beginning.
    fn has_header(&mut self) -> Result<bool> {
        let mut found = vec![];
        let length = self.format.header.len() as u64;
        self.reader.by_ref().take(length).read_to_end(&mut found).map_err(|error| Error::file("read", self.path, &error))?;
        if found == self.format.header.as_bytes() {
            return Ok(true);
        }
        if self.format.header.as_bytes().starts_with(&found) {
            return Ok(false);
        }
        self.read_line(&mut found)?;
        Err(self.foreign("its header", &format!("`{}`", self.format.header.trim_end()), &found))
    }

    /// The length to which the file must be truncated: after `last` if it is in the file, else where `last` belongs. Also returns
    /// whether `last` is in the file.
    fn end_of(&mut self, last: &str) -> Result<(u64, bool)> {
        let time = (self.format.parse_time)(last);
        let (mut start, mut first_later, mut after_last) = (self.format.header.len() as u64, None, None);
        let (mut line, mut number) = (vec![], self.format.header.lines().count());
        while self.read_line(&mut line)? {
            let next = start.saturating_add(line.len() as u64);
            line.pop();
            number += 1;
            if line == last.as_bytes() {
                after_last = Some(next);
            } else if after_last.is_none() && first_later.is_none() {
                let found = str::from_utf8(&line).ok().and_then(self.format.parse_time);
                let found = found.ok_or_else(|| self.foreign(&format!("line {number}"), self.format.expected, &line))?;
                first_later = (Some(found) > time).then_some(start);
            }
            line.clear();
            start = next;
        }
        Ok((after_last.or(first_later).unwrap_or(start), after_last.is_some()))
    }

    /// Appends the bytes up to and including the next line end to `line`. Returns false if the file ends before a line end.
    fn read_line(&mut self, line: &mut Vec<u8>) -> Result<bool> {
        self.reader.read_until(b'\n', line).map_err(|error| Error::file("read", self.path, &error))?;
        Ok(line.last() == Some(&b'\n'))
    }

    fn foreign(&self, place: &str, expected: &str, found: &[u8]) -> Error {
        let first = found.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let shown: String = String::from_utf8_lossy(first).chars().take(200).collect();
        Error::foreign_log(self.path, place, expected, format_args!("`{shown}`"))
    }
}

use super::appender::Appender;
use crate::schedule::Time;
use crate::{Error, Result};
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// A log of lines, one a state, below a head that says what they hold.
#[derive(Debug)]
pub(super) struct Lines {
    appender: Appender,
    last: String,
}

/// What a log of lines looks like: its head (with its line end, or empty), and the time of one of its lines, which is `None`
/// where that is no line of such a log.
pub(super) struct LineFormat<'a> {
    pub(super) head: &'a str,
    pub(super) time: &'a dyn Fn(&str) -> Option<Time>,
    pub(super) expected: &'a str,
}

impl Lines {
    pub(super) fn create(path: &Path, format: &LineFormat<'_>, first: String) -> Result<Self> {
        let appender = Appender::open(path, OpenOptions::new().write(true).create(true).truncate(true), |_| Ok(0))?;
        Self::start(appender, format.head, first)
    }

    /// Continues a log after `last`: cut behind the last line that equals it or, where there is none, before the first that
    /// is later.
    pub(super) fn append(path: &Path, format: &LineFormat<'_>, last: String) -> Result<Self> {
        let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).to_owned();
        let (mut holds_head, mut holds_last) = (false, false);
        let appender = Appender::open(path, &options, |file| {
            let mut found = Found { path, format, reader: BufReader::new(file) };
            holds_head = found.head()?;
            if !holds_head {
                return Ok(0);
            }
            let (end, is_held) = found.end(&last)?;
            holds_last = is_held;
            Ok(end)
        })?;
        if !holds_head {
            return Self::start(appender, format.head, last);
        }
        if holds_last {
            return Ok(Self { appender, last });
        }
        Self::start(appender, "", last)
    }

    fn start(mut appender: Appender, head: &str, first: String) -> Result<Self> {
        appender.write(format!("{head}{first}\n").as_bytes())?;
        Ok(Self { appender, last: first })
    }

    pub(super) fn path(&self) -> &Path {
        self.appender.path()
    }

    /// Writes the line, unless it was the last one.
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

/// A log as a run left it.
struct Found<'a> {
    path: &'a Path,
    format: &'a LineFormat<'a>,
    reader: BufReader<&'a File>,
}

impl Found<'_> {
    /// Whether the head is there: a new file has none, and a crash may have left half of one.
    fn head(&mut self) -> Result<bool> {
        let mut found = vec![];
        let length = self.format.head.len() as u64;
        self.reader.by_ref().take(length).read_to_end(&mut found).map_err(|error| Error::file("read", self.path, &error))?;
        if found == self.format.head.as_bytes() {
            return Ok(true);
        }
        if self.format.head.as_bytes().starts_with(&found) {
            return Ok(false);
        }
        self.line(&mut found)?;
        Err(self.foreign("its header", self.format.head.trim_end(), &found))
    }

    /// Where the lines up to `last` end, and whether it is one of them.
    fn end(&mut self, last: &str) -> Result<(u64, bool)> {
        let time = (self.format.time)(last);
        let (mut at, mut later, mut held) = (self.format.head.len() as u64, None, None);
        let (mut line, mut number) = (vec![], self.format.head.lines().count());
        while self.line(&mut line)? {
            let next = at.saturating_add(line.len() as u64);
            line.pop();
            number += 1;
            if line == last.as_bytes() {
                held = Some(next);
            } else if held.is_none() && later.is_none() {
                let found = str::from_utf8(&line).ok().and_then(self.format.time);
                let found = found.ok_or_else(|| self.foreign(&format!("line {number}"), self.format.expected, &line))?;
                later = (Some(found) > time).then_some(at);
            }
            line.clear();
            at = next;
        }
        Ok((held.or(later).unwrap_or(at), held.is_some()))
    }

    /// Reads on to the end of the line; false where the file ends before it.
    fn line(&mut self, line: &mut Vec<u8>) -> Result<bool> {
        self.reader.read_until(b'\n', line).map_err(|error| Error::file("read", self.path, &error))?;
        Ok(line.last() == Some(&b'\n'))
    }

    fn foreign(&self, place: &str, expected: &str, found: &[u8]) -> Error {
        let first = found.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let shown: String = String::from_utf8_lossy(first).chars().take(200).collect();
        Error::foreign_log(self.path, place, format_args!("`{expected}`"), format_args!("`{shown}`"))
    }
}

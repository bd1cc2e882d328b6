use super::Observation;
use super::appender::Appender;
use super::columns::Columns;
use super::existing::{End, find_end};
use super::line_format::LineFormat;
use super::row::{Row, logged_time};
use super::widen::widen;
use crate::{Result, State};
use std::fs::OpenOptions;
use std::io::BufReader;
use std::marker::PhantomData;
use std::mem;
use std::path::Path;

/// A log file: a header, if the format has one, then one line for each time. Successive observations of one time share its line.
#[derive(Debug)]
pub(super) struct LineLog<F> {
    appender: Appender,
    columns: Columns,
    /// The length of the header in the file, in bytes, and its number of columns.
    header: (u64, usize),
    /// The last line of the file, and its text with the line end. The text is empty if the file has only a header.
    last: (Row, String),
    /// The line that is written next. It is kept so that its memory is allocated once.
    next: (Row, String),
    format: PhantomData<F>,
}

impl<F: LineFormat> LineLog<F> {
    pub(super) fn create(path: &Path, state: &State) -> Result<Self> {
        // The names are checked before there is a file.
        let columns = columns_for(Columns::new(F::write_name), state)?;
        let appender = Appender::open(path, OpenOptions::new().write(true).create(true).truncate(true), |_| Ok(0))?;
        Self::start(appender, columns, state)
    }

    /// Continues a log so that it ends with the line of `state`. [`find_end`] determines what is removed.
    pub(super) fn append(path: &Path, state: &State) -> Result<Self> {
        let new = columns_for(Columns::new(F::write_name), state)?;
        let options = OpenOptions::new().read(true).write(true).create(true).truncate(false).to_owned();
        let mut kept = None;
        let appender = Appender::open(path, &options, |file| {
            let mut reader = BufReader::new(file);
            let Some(header) = F::read_header(&mut reader, path, state)? else {
                return Ok(0);
            };
            let count = header.columns.names().len();
            let mut columns = columns_for(header.columns, state)?;
            let end = find_end::<F>(path, reader, &mut columns, (header.length, header.lines, count), state)?;
            let length = end.length;
            kept = Some((columns, (header.length, count), end));
            Ok(length)
        })?;
        let Some((columns, header, End { last, .. })) = kept else {
            return Self::start(appender, new, state);
        };
        let last = last.unwrap_or((Row::empty(logged_time(state)), String::new()));
        let mut log = Self::new(appender, columns.clone(), header, last);
        log.widen(columns)?;
        log.record(&state.into())?;
        Ok(log)
    }

    /// Writes the header and the first line at once.
    fn start(appender: Appender, columns: Columns, state: &State) -> Result<Self> {
        let (header, count) = (F::header(&columns), columns.names().len());
        let last = (Row::empty(logged_time(state)), String::new());
        let mut log = Self::new(appender, columns, (header.len() as u64, count), last);
        log.prepare(&state.into());
        log.appender.write((header + &log.next.1).as_bytes())?;
        mem::swap(&mut log.last, &mut log.next);
        Ok(log)
    }

    fn new(appender: Appender, columns: Columns, header: (u64, usize), last: (Row, String)) -> Self {
        let next = (Row::empty(last.0.time), String::new());
        Self { appender, columns, header, last, next, format: PhantomData }
    }

    /// Writes the line of an observation. If the last line has the same time, it is replaced by a line with the values of both. Of
    /// two values of one column, the newer one is kept. A line that would not change is not written.
    pub(super) fn record(&mut self, observation: &Observation<'_>) -> Result<()> {
        if let Some(wider) = self.columns.widened_by(observation)? {
            self.widen(wider)?;
        }
        match self.prepare(observation) {
            Change::None => return Ok(()),
            Change::Last => self.appender.replace_last(self.last.1.as_bytes(), self.next.1.as_bytes())?,
            Change::New => self.appender.write(self.next.1.as_bytes())?,
        }
        mem::swap(&mut self.last, &mut self.next);
        Ok(())
    }

    fn prepare(&mut self, observation: &Observation<'_>) -> Change {
        let (row, line) = &mut self.next;
        row.time = logged_time(observation.state());
        row.values.clear();
        let (last, last_line) = &self.last;
        let is_same_time = !last_line.is_empty() && last.time == row.time;
        if is_same_time {
            row.values.extend_from_slice(&last.values);
        }
        self.columns.fill(row, observation);
        if is_same_time && row.has_values_of(last) {
            return Change::None;
        }
        line.clear();
        F::write(&self.columns, row, line);
        line.push('\n');
        if is_same_time { Change::Last } else { Change::New }
    }

    /// Adds columns for metrics that are observed later.
    pub(super) fn declare(&mut self, names: impl IntoIterator<Item = String>) -> Result<()> {
        let mut wider = self.columns.clone();
        names.into_iter().try_for_each(|name| wider.declare(&name))?;
        self.widen(wider)
    }

    /// Replaces the columns by these, which have the old ones and perhaps more.
    fn widen(&mut self, columns: Columns) -> Result<()> {
        let (length, count) = &mut self.header;
        let missing = F::MISSING.repeat(columns.names().len().saturating_sub(*count));
        if !missing.is_empty() {
            let header = F::header(&columns);
            self.appender = widen(&self.appender, *length, &header, &missing)?;
            *length = header.len() as u64;
            let line = &mut self.last.1;
            line.insert_str(line.len().saturating_sub(1), if line.is_empty() { "" } else { &missing });
        }
        *count = columns.names().len();
        self.columns = columns;
        Ok(())
    }

    pub(super) fn sync(&self) -> Result<()> {
        self.appender.sync()
    }
}

/// What an observation changes in the file.
enum Change {
    None,
    /// The last line.
    Last,
    /// A line is added.
    New,
}

fn columns_for(columns: Columns, state: &State) -> Result<Columns> {
    Ok(columns.widened_by(&state.into())?.unwrap_or(columns))
}

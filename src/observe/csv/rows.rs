use super::header;
use super::quote::quote;
use crate::Hyperparameter;
use crate::observe::ValueName;
use crate::observe::columns::Columns;
use crate::observe::line_format::{Header, LineFormat};
use crate::observe::row::{Row, read_time, write_time};
use crate::schedule::Time;
use crate::{Result, Setting, State};
use std::fmt::Write;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// The format of a CSV file.
#[derive(Debug)]
pub(super) struct Rows;

impl LineFormat for Rows {
    const MISSING: &'static str = ",";

    fn write_name(name: &ValueName<'_>) -> String {
        quote(name)
    }

    fn header(columns: &Columns) -> String {
        columns.written().iter().fold("step".to_owned(), |header, name| header + "," + name) + "\n"
    }

    fn write(columns: &Columns, row: &Row, line: &mut String) {
        write_time(row.time, line);
        for column in 0..columns.names().len() {
            line.push(',');
            if let Some(value) = row.values.get(column).copied().flatten() {
                // Writing to a string cannot fail.
                let _ = write!(line, "{value:?}");
            }
        }
    }

    fn read_header(reader: &mut BufReader<&File>, path: &Path, state: &State) -> Result<Option<Header>> {
        header::read(reader, path, state)
    }

    fn read_time(columns: &Columns, count: usize, line: &str) -> Option<Time> {
        let mut fields = line.split(',');
        let time = read_time(fields.next()?)?;
        let mut names = columns.names().get(..count)?.iter();
        let are_values = fields.all(|field| names.next().is_some_and(|name| read_value(name, field).is_some()));
        (are_values && names.next().is_none()).then_some(time)
    }

    fn read_values(columns: &mut Columns, line: &str) -> Vec<Option<f64>> {
        let fields = line.split(',').skip(1);
        fields.zip(columns.names()).map(|(field, name)| read_value(name, field).flatten()).collect()
    }

    fn expected(count: usize) -> String {
        format!("a row of {} numbers, the first of them a step", count + 1)
    }
}

/// The value of a field, which may be empty; `None` if the column cannot have this field.
pub(in crate::observe) fn read_value(name: &ValueName<'_>, field: &str) -> Option<Option<f64>> {
    const FIRST: Setting = Setting { hyperparameter: Hyperparameter::Lr, group: Some(0) };
    if field.is_empty() {
        return (*name != ValueName::Setting(FIRST)).then_some(None);
    }
    let value: f64 = field.parse().ok()?;
    (value.is_finite() || !matches!(name, ValueName::Setting(_))).then_some(Some(value))
}

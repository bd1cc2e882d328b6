use super::object::Object;
use crate::observe::ValueName;
use crate::observe::columns::Columns;
use crate::observe::line_format::{Header, LineFormat};
use crate::observe::row::{Row, write_time};
use crate::schedule::Time;
use crate::{Result, State};
use serde_json::Value;
use std::fmt::Write;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// The format of a file of JSON objects.
#[derive(Debug)]
pub(super) struct Objects;

impl LineFormat for Objects {
    const MISSING: &'static str = "";

    fn write_name(name: &ValueName<'_>) -> String {
        key(name)
    }

    fn header(_: &Columns) -> String {
        String::new()
    }

    fn write(columns: &Columns, row: &Row, line: &mut String) {
        line.push_str("{\"step\":");
        write_time(row.time, line);
        for column in columns.state_first() {
            if let (Some(value), Some(key)) = (row.values.get(*column).copied().flatten(), columns.written().get(*column)) {
                line.push(',');
                line.push_str(key);
                line.push(':');
                write_number(value, line);
            }
        }
        line.push('}');
    }

    fn read_header(_: &mut BufReader<&File>, _: &Path, _: &State) -> Result<Option<Header>> {
        Ok(Some(Header { columns: Columns::new(key), length: 0, lines: 0 }))
    }

    fn read_time(_: &Columns, _: usize, line: &str) -> Option<Time> {
        let object = Object::read(line).ok()?;
        let are_numbers = object.fields.iter().all(|(name, value)| name == "step" || Object::number(value).is_ok());
        object.time().filter(|_| are_numbers)
    }

    fn read_values(columns: &mut Columns, line: &str) -> Vec<Option<f64>> {
        let mut values = vec![];
        let fields = Object::read(line).map(|object| object.fields).unwrap_or_default();
        for (name, value) in fields.iter().filter(|(name, _)| name != "step") {
            let column = columns.add(name);
            values.resize(values.len().max(column + 1), None);
            values[column] = Object::number(value).ok();
        }
        values
    }

    fn expected(_: usize) -> String {
        "a JSON object with a field step, and numbers".into()
    }
}

pub(super) fn key(name: &ValueName<'_>) -> String {
    Value::from(name.to_string()).to_string()
}

pub(super) fn write_number(value: f64, line: &mut String) {
    // Writing to a string cannot fail.
    let _ = match value {
        f64::INFINITY => write!(line, "\"Infinity\""),
        f64::NEG_INFINITY => write!(line, "\"-Infinity\""),
        value if value.is_nan() => write!(line, "\"NaN\""),
        value => write!(line, "{value:?}"),
    };
}

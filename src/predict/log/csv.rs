use super::columns::{LogColumns, missing};
use super::table::{Column, LATEST, Table};
use crate::predict::error::{PredictError, Result};
use crate::printable;
use std::io::Read;

/// Reads a CSV file of any program: the columns in any order, quoted or not, numbers or texts.
pub(super) fn read(reader: impl Read, name: String, columns: &LogColumns) -> Result<Table> {
    let mut reader = ::csv::ReaderBuilder::new().trim(::csv::Trim::All).flexible(true).from_reader(reader);
    let problem = |error: ::csv::Error| {
        let line = error.position().map_or(1, |position| position.line());
        PredictError::Log { file: name.clone(), line, expected: "rows of CSV in UTF-8", found: printable(&error.to_string()) }
    };
    let header = reader.headers().map_err(problem)?.clone();
    let step = columns.step_names().iter().find_map(|name| header.iter().position(|column| column == *name));
    let step = step.ok_or_else(|| missing(name.clone(), &columns.step_names(), "step", "--step-column", &header))?;
    let mut table: Vec<Column> = header.iter().map(|name| Column { name: name.into(), ..Column::default() }).collect();
    let mut record = ::csv::StringRecord::new();
    while reader.read_record(&mut record).map_err(problem)? {
        let text = record.get(step).unwrap_or_default();
        if text.is_empty() {
            continue;
        }
        let line = record.position().map_or(0, |position| position.line());
        let Some(time) = whole(text) else {
            let found = format!("`{}`", printable(text));
            return Err(PredictError::Log { file: name, line, expected: "a number of steps", found });
        };
        for (column, field) in table.iter_mut().zip(&record) {
            match field.parse() {
                Ok(number) => column.numbers.push((time, number)),
                Err(_) if is_missing(field) => {}
                Err(_) => column.texts.push((line, field.into())),
            }
        }
    }
    let step = table.remove(step).name;
    Ok(Table { name, columns: table, step })
}

/// Whether a field is how programs write that there is no value.
fn is_missing(field: &str) -> bool {
    ["", "-", "na", "n/a", "none", "null"].iter().any(|missing| field.eq_ignore_ascii_case(missing))
}

/// A number of steps. Some programs write it with a decimal point.
fn whole(text: &str) -> Option<u64> {
    text.parse::<f64>().ok().filter(|number| (0.0..=LATEST).contains(number)).map(|number| number as u64)
}

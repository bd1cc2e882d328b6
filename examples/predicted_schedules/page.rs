use super::tables::Table;
use anyhow::{Context, Result};
use std::fs;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../src/docs/predict_compared.md");
const END: &str = "<!-- end of the table -->";

/// Where a table is in the page.
fn place(page: &str, name: &str) -> Result<std::ops::Range<usize>> {
    let begin = format!("<!-- table {name} of predicted_schedules -->\n");
    let start = page.find(&begin).with_context(|| format!("{PAGE}: expected a line {}", begin.trim()))? + begin.len();
    let length = page[start..].find(END).with_context(|| format!("{PAGE}: expected {END} after the table {name}"))?;
    Ok(start..start + length)
}

/// The table of this name in the page.
pub fn read(name: &str) -> Result<String> {
    let page = fs::read_to_string(PAGE)?;
    Ok(page[place(&page, name)?].to_owned())
}

/// Writes the tables into the page.
pub fn write(tables: &[Table]) -> Result<()> {
    let mut page = fs::read_to_string(PAGE)?;
    for (name, table) in tables {
        page.replace_range(place(&page, name)?, &format!("\n{table}\n"));
    }
    Ok(fs::write(PAGE, page)?)
}

//! Compares predicted losses with those of real runs: the example `compare_schedules` trained a small GPT under thirteen schedules
//! and from three seeds, and its short logs are in `examples/data/schedules`. Prints the tables of the page `docs::predict`.
//!
//! ```text
//! cargo run --release -p predicted_schedules
//! cargo run --release -p predicted_schedules -- --write
//! ```
//!
//! `--write` writes the tables and the picture into the page, and the results of all choices of three runs into the folder of the
//! data. The test `predict` fits again and compares the page with the results.

mod choices;
mod comparison;
#[allow(dead_code)]
mod page;
mod picture;
mod runs;
mod tables;

use anyhow::Result;
use choices::Choices;
use clap::Parser;
use runs::Data;
use std::path::PathBuf;

/// Compares predicted losses with those of real runs, for all choices of three runs to fit
#[derive(Parser)]
struct Args {
    /// Folder of the logs and the plan files
    #[arg(long, default_value = runs::FOLDER)]
    data: PathBuf,
    /// Writes the tables and the picture into the documentation of the crate
    #[arg(long)]
    write: bool,
    /// Takes the results of all choices from choices.csv, without new fits
    #[arg(long)]
    quick: bool,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let data = Data::read(&args.data)?;
    let choices = if args.quick { Choices::read(&args.data)? } else { Choices::of(&data)? };
    let tables = tables::all(&data, &choices)?;
    tables.iter().for_each(|(_, table)| println!("{table}"));
    if args.write {
        choices.write(&args.data)?;
        page::write(&tables)?;
        picture::draw(&data)?.save(picture::FILE)?;
    }
    Ok(())
}

//! The tables of the page `docs::predict` are what the logs of the real runs give.
//!
//! The modules are those of the example `predicted_schedules`, which writes the tables.

#[allow(dead_code)]
#[path = "../../../examples/predicted_schedules/choices.rs"]
mod choices;
#[path = "../../../examples/predicted_schedules/comparison.rs"]
mod comparison;
#[allow(dead_code)]
#[path = "../../../examples/predicted_schedules/page.rs"]
mod page;
#[path = "../../../examples/predicted_schedules/runs.rs"]
mod runs;
#[path = "../../../examples/predicted_schedules/tables.rs"]
mod tables;

use anyhow::{Context, Result, ensure};
use choices::{Choice, Choices};
use runs::Data;
use std::path::Path;

const HINT: &str = "run `cargo run --release -p predicted_schedules -- --write`";

/// Splits a text into numbers, each with its last digit as a unit, and the text between them.
fn parts(text: &str) -> (Vec<(f64, f64)>, String) {
    let (mut numbers, mut rest, mut open) = (vec![], String::new(), String::new());
    for letter in text.chars().chain(['\n']) {
        if letter.is_ascii_digit() || letter == '.' && !open.is_empty() {
            open.push(letter);
            continue;
        }
        if let Ok(number) = open.parse() {
            let decimals = open.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            numbers.push((number, 0.1f64.powi(decimals as i32)));
            rest.push('#');
        }
        open.clear();
        // Near 0 the sign depends on the last digit.
        if letter != '+' && letter != '-' {
            rest.push(letter);
        }
    }
    (numbers, rest)
}

/// Compares two texts: their words must be equal, and their numbers except for the last digit. Another machine has another
/// library of mathematics, whose last bits may lead to another rounding.
fn compare(found: &str, documented: &str) -> Result<()> {
    let ((found_numbers, found_rest), (numbers, rest)) = (parts(found.trim()), parts(documented.trim()));
    ensure!(found_rest == rest, "{HINT}: the page has\n{documented}\nbut the logs give\n{found}");
    for ((found_number, unit), (number, _)) in found_numbers.iter().zip(&numbers) {
        ensure!(
            (found_number - number).abs() < 1.5 * unit,
            "{HINT}: the page has {number} where the logs give {found_number}:\n{documented}\nand\n{found}"
        );
    }
    Ok(())
}

#[test]
fn the_page_has_what_the_logs_give() -> Result<()> {
    let data = Data::read(Path::new(runs::FOLDER))?;
    let choices = Choices::read(Path::new(runs::FOLDER))?;
    for (name, table) in tables::all(&data, &choices)? {
        compare(&table, &page::read(name)?)?;
    }
    Ok(())
}

/// All 286 choices need minutes in a debug build, so the test fits some of them again.
#[test]
fn the_stored_results_of_the_choices_are_those_of_their_fits() -> Result<()> {
    let data = Data::read(Path::new(runs::FOLDER))?;
    let stored = Choices::read(Path::new(runs::FOLDER))?;
    let count = data.runs.len();
    assert_eq!(stored.all.len(), count * (count - 1) * (count - 2) / 6);
    for choice in stored.all.iter().step_by(stored.all.len() / 4) {
        let [first, second, third] = &choice.fitted;
        let found = Choice::of(&data.runs, [first, second, third]).with_context(|| format!("{:?}", choice.fitted))?;
        assert!((found.error - choice.error).abs() < 0.05, "{:?}: {} and {}", choice.fitted, found.error, choice.error);
        let apart = (found.correlation - choice.correlation).abs();
        assert!(apart < 0.03, "{:?}: {} and {}", choice.fitted, found.correlation, choice.correlation);
    }
    Ok(())
}

#[test]
fn another_number_or_another_word_is_found() {
    assert!(compare("| a | 1.25 | +0.1 % |", "| a | 1.24 | -0.0 % |").is_ok());
    assert!(compare("| a | 1.25 |", "| a | 1.23 |").is_err());
    assert!(compare("| a | 1.25 |", "| b | 1.25 |").is_err());
    assert!(compare("| a | 1.25 | 2 |", "| a | 1.25 |").is_err());
}

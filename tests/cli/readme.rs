//! The commands of README and of the book, run in a checkout.

use crate::program::{PROGRAM, ran};
use anyhow::{Context, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// README and the pages of the book.
fn pages() -> Result<Vec<PathBuf>> {
    let book = fs::read_dir(Path::new(ROOT).join("src/docs"))?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let book = book.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    Ok(book.chain([Path::new(ROOT).join("README.md")]).collect())
}

/// The commands `tch-lr` and `cd` of a page, each with its documented output.
fn commands(page: &Path) -> Result<Vec<(String, String)>> {
    let text = fs::read_to_string(page).with_context(|| page.display().to_string())?;
    let console = text.split("```").filter_map(|block| block.strip_prefix("console\n"));
    let command = |part: &str| {
        let (command, printed) = part.split_once('\n').unwrap_or((part, ""));
        (command.to_owned(), printed.to_owned())
    };
    let commands = console.flat_map(|block| block.split("$ ").skip(1)).map(command);
    Ok(commands.filter(|(command, _)| command.starts_with("tch-lr ") || command.starts_with("cd ")).collect())
}

#[test]
fn every_command_of_the_pages_prints_the_documented_output() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut seen = BTreeSet::new();
    for page in pages()? {
        let mut current = PathBuf::from(ROOT);
        for (command, printed) in commands(&page)? {
            if let Some(name) = command.strip_prefix("cd ") {
                current.push(name);
                continue;
            }
            let mut arguments: Vec<_> = command.split_whitespace().skip(1).map(str::to_owned).collect();
            seen.insert(arguments[0].clone());
            let file = arguments.iter().position(|argument| ["-o", "--plot"].contains(&argument.as_str())).map(|option| {
                let file = folder.path().join(&arguments[option + 1]);
                arguments[option + 1] = file.display().to_string();
                file
            });
            let mut process = Command::new(PROGRAM);
            process.env_remove("COLUMNS").env_remove("CLICOLOR_FORCE").current_dir(&current);
            let ran = ran(process.args(&arguments), "")?;
            if arguments[0] == "predict" {
                assert_near(ran.out.trim_end(), printed.trim_end());
            } else {
                assert_eq!(ran.out.trim_end(), printed.trim_end(), "{}: {command}", page.display());
            }
            if let Some(file) = file {
                assert!(ran.code == Some(0) && fs::metadata(&file)?.len() > 1_000, "{command}: {}", ran.err);
            }
        }
    }
    for name in ["describe", "check", "plot", "trace", "gallery", "predict"] {
        assert!(seen.contains(name), "no page shows {name}");
    }
    Ok(())
}

/// Compares the words, and the numbers except for their last bits: another library of mathematics may lead the fit to another
/// rounding.
#[track_caller]
fn assert_near(found: &str, printed: &str) {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (found_words, printed_words) = (words(found), words(printed));
    assert_eq!(found_words.len(), printed_words.len(), "{found}");
    for (left, right) in found_words.iter().zip(&printed_words) {
        match (left.parse::<f64>(), right.parse::<f64>()) {
            (Ok(left), Ok(right)) => assert!((left - right).abs() <= 2e-3 * right.abs().max(5.0), "{found}"),
            _ => assert_eq!(left, right, "{found}"),
        }
    }
}

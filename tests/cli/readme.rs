//! The commands of README, run in a checkout.

use crate::program::{PROGRAM, ran};
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

/// The commands of README with their documented output.
fn commands() -> Result<Vec<(String, String)>> {
    let text = fs::read_to_string(README)?;
    let section = text.split("\n## ").find(|section| section.starts_with("See it before you train")).context("no section")?;
    let console = section.split("```").filter_map(|block| block.strip_prefix("console\n"));
    let command = |part: &str| {
        let (command, printed) = part.split_once('\n').unwrap_or((part, ""));
        (command.to_owned(), printed.to_owned())
    };
    Ok(console.flat_map(|block| block.split("$ ").skip(1)).map(command).collect())
}

#[test]
fn every_command_of_readme_prints_the_documented_output() -> Result<()> {
    let commands = commands()?;
    for name in ["describe", "check", "plot", "trace", "predict"] {
        assert!(commands.iter().any(|(command, _)| command.starts_with(&format!("tch-lr {name} "))), "{name}");
    }
    let folder = tempfile::tempdir()?;
    let mut current = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    for (command, printed) in commands {
        if let Some(name) = command.strip_prefix("cd ") {
            current.push(name);
            continue;
        }
        let mut arguments: Vec<_> = command.split_whitespace().skip(1).map(str::to_owned).collect();
        let file = arguments.iter().position(|argument| ["-o", "--plot"].contains(&argument.as_str()));
        let file = file.map(|option| {
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
            assert_eq!(ran.out.trim_end(), printed.trim_end(), "{command}");
        }
        if let Some(file) = file {
            assert!(ran.code == Some(0) && fs::metadata(&file)?.len() > 1_000, "{command}: {}", ran.err);
        }
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

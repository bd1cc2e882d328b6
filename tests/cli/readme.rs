//! The commands of README, run in a checkout.

use crate::program::{PROGRAM, ran};
use anyhow::{Context, Result};
use std::fs;
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
    for name in ["describe", "check", "plot", "trace"] {
        assert!(commands.iter().any(|(command, _)| command.starts_with(&format!("tch-lr {name} "))), "{name}");
    }
    let folder = tempfile::tempdir()?;
    for (command, printed) in commands {
        let arguments: Vec<_> = command.split_whitespace().skip(1).collect();
        let mut process = Command::new(PROGRAM);
        process.env_remove("COLUMNS").env_remove("CLICOLOR_FORCE").current_dir(env!("CARGO_MANIFEST_DIR"));
        match arguments.iter().position(|argument| *argument == "-o") {
            Some(option) => {
                let file = folder.path().join(arguments[option + 1]);
                let ran = ran(process.args(&arguments[..=option]).arg(&file), "")?;
                assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{command}: {}", ran.err);
                assert!(fs::metadata(&file)?.len() > 1_000, "{command}");
            }
            None => assert_eq!(ran(process.args(arguments), "")?.out.trim_end(), printed.trim_end(), "{command}"),
        }
    }
    Ok(())
}

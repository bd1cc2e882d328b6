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

/// The commands `tch-lr` of a page, each with its documented output.
fn commands(page: &Path) -> Result<Vec<(String, String)>> {
    let text = fs::read_to_string(page).with_context(|| page.display().to_string())?;
    let console = text.split("```").filter_map(|block| block.strip_prefix("console\n"));
    let command = |part: &str| {
        let (command, printed) = part.split_once('\n').unwrap_or((part, ""));
        (command.to_owned(), printed.to_owned())
    };
    let commands = console.flat_map(|block| block.split("$ ").skip(1)).map(command);
    Ok(commands.filter(|(command, _)| command.starts_with("tch-lr ")).collect())
}

#[test]
fn every_command_of_the_pages_prints_the_documented_output() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut seen = BTreeSet::new();
    for page in pages()? {
        for (command, printed) in commands(&page)? {
            let arguments: Vec<_> = command.split_whitespace().skip(1).collect();
            seen.insert(arguments[0].to_owned());
            let mut process = Command::new(PROGRAM);
            process.env_remove("COLUMNS").env_remove("CLICOLOR_FORCE").current_dir(ROOT);
            match arguments.iter().position(|argument| *argument == "-o") {
                Some(option) => {
                    let file = folder.path().join(arguments[option + 1]);
                    let ran = ran(process.args(&arguments[..=option]).arg(&file), "")?;
                    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{command}: {}", ran.err);
                    assert!(fs::metadata(&file)?.len() > 1_000, "{command}");
                }
                None => {
                    let found = ran(process.args(arguments), "")?.out;
                    assert_eq!(found.trim_end(), printed.trim_end(), "{}: {command}", page.display());
                }
            }
        }
    }
    for name in ["describe", "check", "plot", "trace", "gallery"] {
        assert!(seen.contains(name), "no page shows {name}");
    }
    Ok(())
}

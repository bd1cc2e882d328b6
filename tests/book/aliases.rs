//! The search of the documentation finds each schedule and rule by its names in other libraries.

use anyhow::Result;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tch_lr_scheduler::gallery;

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => files(&path, found)?,
            false if path.extension().is_some_and(|extension| extension == "rs") => found.push(path),
            false => {}
        }
    }
    Ok(())
}

/// The texts in quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.split('"').skip(1).step_by(2).map(str::to_lowercase)
}

/// All aliases, and the names of all public items, in lower case, as the search compares them.
fn searchable() -> Result<BTreeSet<String>> {
    let mut sources = vec![];
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src"), &mut sources)?;
    let mut found = BTreeSet::new();
    for path in sources {
        let text = fs::read_to_string(path)?;
        for alias in text.split("doc(alias").skip(1).filter_map(|rest| rest.split(")]").next()) {
            found.extend(quoted(alias));
        }
        for line in text.lines().map(str::trim_start) {
            let name = ["pub struct ", "pub enum ", "pub fn ", "fn "].iter().find_map(|keyword| line.strip_prefix(keyword));
            let end = |letter: char| !(letter.is_alphanumeric() || letter == '_');
            found.extend(name.and_then(|rest| rest.split(end).next()).map(str::to_lowercase));
        }
    }
    Ok(found)
}

#[test]
fn the_search_finds_every_type_and_every_name_of_other_libraries() -> Result<()> {
    let searchable = searchable()?;
    let types = gallery::examples().map(|example| example.name().to_lowercase());
    // The names that errors of plan files know.
    let rows = super::source("src/spec/known_elsewhere/rows.rs")?;
    let names = rows.split("&[").skip(1).filter_map(|row| row.split(']').next()).flat_map(quoted);
    let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
    assert!(names.len() > 150, "the rows are read: {names:?}");
    let peers = ["get_cosine_schedule_with_warmup", "warmupcosine", "linearwarmup", "reducelronplateau", "onecycle", "noam"];
    let wanted = types.chain(names).chain(peers.map(str::to_owned));
    let missing: BTreeSet<_> = wanted.filter(|name| !searchable.contains(name)).collect();
    assert!(missing.is_empty(), "add `#[doc(alias = ...)]` to the type for: {missing:?}");
    Ok(())
}

//! The table of contents has every page, and the pages lead on to each other in its order.

use super::source;
use anyhow::{Context, Result};
use std::path::Path;

/// The pages in the order of the table of contents.
fn contents() -> Result<Vec<String>> {
    let index = source("src/docs/index.md")?;
    let targets = index.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target.to_owned()));
    Ok(targets.filter(|target| !target.contains("::")).collect())
}

/// The text of a page, with the links that its module adds.
fn page(name: &str) -> Result<String> {
    let of_module = source(&format!("src/docs/{name}.rs")).unwrap_or_default();
    let text = source(&format!("src/docs/{name}.md")).unwrap_or_default();
    anyhow::ensure!(!of_module.is_empty() || !text.is_empty(), "there is no page {name}");
    Ok(text + &of_module)
}

#[test]
fn the_table_of_contents_has_every_page_once() -> Result<()> {
    let modules = source("src/docs/mod.rs")?;
    let declared = modules.lines().filter_map(|line| {
        let name = line.strip_prefix("page!(").and_then(|rest| rest.split(',').next());
        name.or_else(|| line.strip_prefix("pub mod ").map(|rest| rest.trim_end_matches([';', '{', '}', ' '])))
    });
    let mut declared: Vec<_> = declared.map(str::to_owned).collect();
    let mut listed = contents()?;
    declared.sort();
    listed.sort();
    assert_eq!(listed, declared, "src/docs/index.md lists the pages of src/docs/mod.rs");
    Ok(())
}

#[test]
fn each_page_links_to_the_next_one_and_to_others() -> Result<()> {
    let pages = contents()?;
    let all = source("src/docs/mod.rs")?;
    for (index, name) in pages.iter().enumerate() {
        let next = &pages[(index + 1) % pages.len()];
        // The page of benchmarks is written by a script, so its links are in the module.
        let text = if name == "benchmarks" { all.clone() } else { page(name)? };
        let text = text.replace("\n//! ", " ").replace('\n', " ");
        let links = text.split("Next: ").nth(1).with_context(|| format!("{name} has no line `Next: ...`"))?;
        assert!(
            links.split('.').next().is_some_and(|first| first.contains(&format!("(crate::docs::{next})"))),
            "after {name} comes {next}"
        );
        assert!(links.contains("See also: "), "{name} links to no related page");
    }
    Ok(())
}

#[test]
fn the_files_that_readme_links_to_exist() -> Result<()> {
    let readme = source("README.md")?;
    let targets = readme.split("](").skip(1).filter_map(|rest| rest.split_once(')').map(|(target, _)| target));
    for target in targets.filter(|target| !target.starts_with("https://")) {
        let (path, section) = target.split_once('#').unwrap_or((target, ""));
        assert!(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path).exists(),
            "README links to {path}, which does not exist"
        );
        if !section.is_empty() {
            let slug = |line: &str| line.trim_start_matches(['#', ' ']).to_lowercase().replace(' ', "-");
            let found = source(path)?.lines().any(|line| line.starts_with('#') && slug(line) == section);
            assert!(found, "README links to the section {section} of {path}, which does not exist");
        }
    }
    Ok(())
}

//! Every picture is shown on the page that has its name, and on no other: `step_lr.svg` by `step_lr.rs`, `readme.svg` by
//! `README.md`. A page with several pictures numbers them: `choosing_1.svg`.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

use crate::FOLDER;

/// A file of the documentation: a source file or a text in Markdown.
struct Page {
    path: PathBuf,
    text: String,
}

impl Page {
    /// The name that the picture of this page must have. A schedule that has a folder has the name of the folder.
    fn own_picture(&self) -> Result<String> {
        let stem = self.path.file_stem().with_context(|| format!("{} has no name", self.path.display()))?;
        Ok(stem.to_string_lossy().to_lowercase())
    }

    /// The names of the pictures that the page shows.
    fn pictures(&self) -> impl Iterator<Item = &str> {
        let is_source = self.path.extension().is_some_and(|extension| extension == "rs");
        let prefixes: &[&str] = if is_source { &["#[doc = include_str!(\"", "#![doc = include_str!(\""] } else { &["!["] };
        let lines = self.text.lines().filter(move |line| prefixes.iter().any(|prefix| line.trim_start().starts_with(prefix)));
        lines.filter_map(|line| line.split_once("docs/pictures/")?.1.split_once(".svg").map(|(name, _)| name))
    }

    /// A page of Markdown may show how a schedule is written.
    fn has_a_schedule(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension == "rs")
            && self.text.lines().any(|line| line.starts_with("impl") && line.contains(" Schedule for "))
    }
}

/// Whether this is the folder of one schedule or combinator.
fn has_a_folder(path: &Path) -> bool {
    let room = path.parent().and_then(Path::file_name).unwrap_or_default();
    path.is_dir() && ["schedules", "combinators", "feedback"].iter().any(|known| room == *known)
}

/// The text of all files in a folder.
fn whole(folder: &Path) -> Result<String> {
    fs::read_dir(folder)?.map(|entry| Ok(fs::read_to_string(entry?.path())?)).collect()
}

/// README and all files below `src`; the files of a schedule's folder are one page.
fn pages() -> Result<Vec<Page>> {
    let root = &Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (mut pages, mut paths) = (vec![], vec![root.join("README.md"), root.join("src")]);
    while let Some(path) = paths.pop() {
        if has_a_folder(&path) {
            pages.push(Page { text: whole(&path)?, path: path.with_extension("rs") });
        } else if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                paths.push(entry?.path());
            }
        } else if path.extension().is_some_and(|extension| extension == "rs" || extension == "md") {
            pages.push(Page { text: fs::read_to_string(&path)?, path });
        }
    }
    Ok(pages)
}

#[test]
fn every_picture_is_shown() -> Result<()> {
    let pages = pages()?;
    let shown: Vec<&str> = pages.iter().flat_map(Page::pictures).collect();
    for entry in fs::read_dir(FOLDER)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        assert!(shown.contains(&name.as_ref()), "no page shows {}: show it or delete it", path.display());
    }
    Ok(())
}

#[test]
fn every_schedule_and_combinator_shows_its_picture() -> Result<()> {
    let pages = pages()?;
    let schedules: Vec<&Page> = pages.iter().filter(|page| page.has_a_schedule()).collect();
    assert!(!schedules.is_empty(), "no file below src implements Schedule");
    for page in schedules {
        let own = page.own_picture()?;
        let line = format!("#[doc = include_str!(\"../docs/pictures/{own}.svg\")]");
        assert!(page.pictures().any(|picture| picture == own), "{} does not show its picture: add {line}", page.path.display());
    }
    Ok(())
}

#[test]
fn no_page_shows_the_picture_of_another() -> Result<()> {
    for page in pages()? {
        let own = page.own_picture()?;
        for picture in page.pictures() {
            let unnumbered = picture.trim_end_matches(|letter: char| letter.is_ascii_digit()).trim_end_matches('_');
            assert!(picture == own || unnumbered == own, "{} shows {picture}.svg, of another page", page.path.display());
        }
    }
    Ok(())
}

#[test]
fn every_picture_fits_into_a_page_that_is_narrower() -> Result<()> {
    for entry in fs::read_dir(FOLDER)? {
        let path = entry?.path();
        let picture = fs::read_to_string(&path)?;
        let root = picture.split('>').next().unwrap_or_default();
        assert!(root.contains("max-width: 100%"), "{} is cut on a narrow page", path.display());
    }
    Ok(())
}

//! Tests of the analysis itself, on small crates that are made up for them.

mod breaches;
mod imports;
mod macros;
mod tests_only;
mod texts;

use crate::rules::Rules;
use crate::tree::Tree;
use std::fs;
use tempfile::TempDir;

/// The layers of the made-up crates.
const LAYERS: &[&[&str]] = &[&["low"], &["mid", "side"], &["high"]];

/// A folder with these files, each with its text.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    for (name, text) in files {
        let file = folder.path().join(name);
        let parent = file.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent).expect("a temporary folder can be made");
        fs::write(&file, text).expect("a temporary file can be written");
    }
    folder
}

/// The rules of a crate with these files in its `src`. Its trait is `Trait`, the wrappers of it are in the room `high`.
fn rules(files: &[(&str, &str)]) -> Rules<'static> {
    Rules::new(&Tree::read(folder(files).path()), LAYERS, "Trait", "high")
}

/// Its references, as they are printed.
fn references(files: &[(&str, &str)]) -> Vec<String> {
    rules(files).references.iter().map(ToString::to_string).collect()
}

/// The references that are written in `src/low.rs` of a crate whose root exports `Top` of `src/high/top.rs`, without the file's name.
fn written_in_low(text: &str) -> Vec<String> {
    let found = references(&[
        ("lib.rs", "mod high; mod low; pub use high::Top; pub use high::*;"),
        ("high/mod.rs", "pub mod top; mod tools; pub use top::Top; pub(crate) use tools::{polish as shine, Kit};"),
        ("high/top.rs", "pub struct Top; pub enum Kind { Good } pub fn made() {}"),
        ("high/tools.rs", "pub fn polish() {} pub struct Kit; pub trait Tool {}"),
        ("low.rs", text),
    ]);
    let strip = |line: &String| line.strip_prefix("src/low.rs:").map(Into::into);
    found.iter().filter_map(strip).collect()
}

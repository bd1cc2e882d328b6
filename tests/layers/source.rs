//! The files of a source folder.

use std::fs;
use std::path::Path;

/// The crate's root, relative to `src`. It holds no code of its own, only modules and re-exports.
pub const LIB: &str = "lib.rs";

/// What in `src` is no room: the command line, which sees only the public API, and the documentation.
pub const OUTSIDE: [&str; 2] = ["bin", "docs"];

/// All files in a folder and in its folders, relative to it and sorted, with `/` between their parts.
pub fn files_in(folder: &Path) -> Vec<String> {
    let mut files = Vec::new();
    add_files(folder, "", &mut files);
    files.sort();
    files
}

fn add_files(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => add_files(&entry.path(), &format!("{name}/"), files),
            false => files.push(name),
        }
    }
}

pub fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

pub fn parse(file: &Path) -> syn::File {
    syn::parse_file(&read(file)).unwrap_or_else(|error| {
        let at = error.span().start();
        panic!("{}:{}:{}: {error}", file.display(), at.line, at.column + 1)
    })
}

/// The top-level folder or file that a file belongs to: `data` for `data/path.rs`, `error` for `error.rs`.
pub fn room_of(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or(file);
    first.strip_suffix(".rs").unwrap_or(first)
}

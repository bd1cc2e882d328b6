//! The book, module `docs`, and README: links between the pages, names that the search finds, and claims that other pages prove.
//! Needs no libtorch.

mod aliases;
mod compared;
mod links;
mod numbers;
mod trackers;

use anyhow::{Context, Result};
use std::fs;

fn source(path: &str) -> Result<String> {
    fs::read_to_string(format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"))).with_context(|| path.to_owned())
}

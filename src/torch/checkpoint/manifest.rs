//! `checkpoint.json`: what is in a checkpoint, and by which sums it is known.

use super::sum::Sum;
use crate::data::file::{self, Envelope};
use crate::data::{Data, HasSchema, Node, Read, Write, of_type, record, text};
use crate::{Error, Functions, Result};
use std::path::{Path, PathBuf};

const ENVELOPE: Envelope = Envelope { format: "tch-lr-scheduler checkpoint", version: 1 };

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Manifest {
    pub(super) step: u64,
    pub(super) parts: Vec<(String, Entry)>,
}

/// What is there of one part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) weights: Sum,
    pub(super) state: Option<Sum>,
    pub(super) n_averaged: Option<u64>,
}

fn path_in(folder: &Path) -> PathBuf {
    folder.join("checkpoint.json")
}

/// Something is wrong at a place of a checkpoint's `checkpoint.json`.
pub(super) fn problem(folder: &Path, place: String, expected: String, found: String) -> Error {
    Error::data(place, expected, found).in_file(path_in(folder).display())
}

impl Manifest {
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        file::write(&path_in(folder), text::to_json(&ENVELOPE.close(self))?.as_bytes())
    }

    pub(super) fn open(folder: &Path) -> Result<Self> {
        let path = path_in(folder);
        Self::parse(&file::read(&path)?).map_err(|error| error.in_file(path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let (data, functions) = (text::from_json(text)?, Functions::new());
        ENVELOPE.open(&data, &functions)
    }
}

record!(Manifest {
    step: u64;
    parts: Parts, [it -> Parts(it.parts.clone())]
} => |node| Ok(Manifest { step, parts: parts.0 }));

struct Parts(Vec<(String, Entry)>);

impl Read for Parts {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("parts by their name").map(Self)
    }
}

impl Write for Parts {
    fn write(&self) -> Data {
        Data::object(self.0.iter().map(|(name, entry)| (name.clone(), entry.write())))
    }
}

impl HasSchema for Parts {
    fn schema() -> Data {
        of_type("object")
    }
}

record!(Entry {
    weights: Sum;
    state: Option<Sum>;
    n_averaged: Option<u64>
} => |node| Ok(Entry { weights, state, n_averaged }));

record!(Sum {
    bytes: u64;
    checksum: String
} => |node| Ok(Sum { bytes, checksum }));

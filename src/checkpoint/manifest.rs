//! `checkpoint.json`, the manifest of a checkpoint: its step, its parts, and the size and checksum of each file.

use super::file_checksum::FileChecksum;
use super::layout;
use crate::data::file::{self, Envelope};
use crate::data::{Data, HasSchema, Node, Read, Write, of_type, record, text};
use crate::{Functions, Result};
use std::path::Path;

const ENVELOPE: Envelope = Envelope { format: "tch-lr-scheduler checkpoint", version: 1 };

/// The contents of `checkpoint.json`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Manifest {
    pub(super) step: u64,
    /// The parts by name, in the order in which they were given.
    pub(super) parts: Vec<(String, ManifestEntry)>,
}

/// One part in the manifest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ManifestEntry {
    pub(crate) weights: FileChecksum,
    /// `None` if the part was saved without a state.
    pub(crate) state: Option<FileChecksum>,
    /// The number of updates in the average; `None` if the part is not an average.
    pub(crate) n_averaged: Option<u64>,
}

impl Manifest {
    #[cfg(feature = "tch")]
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        file::write(&layout::manifest_path(folder), text::to_json(&ENVELOPE.close(self))?.as_bytes())
    }

    pub(super) fn open(folder: &Path) -> Result<Self> {
        let path = layout::manifest_path(folder);
        Self::parse(&file::read(&path)?).map_err(|error| error.in_file(path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let (data, functions) = (text::from_json(text)?, Functions::new());
        ENVELOPE.open(&data, &functions)
    }
}

record!(Manifest {
    step: u64;
    parts: ManifestEntries, [it -> ManifestEntries(it.parts.clone())]
} => |node| Ok(Manifest { step, parts: parts.0 }));

/// The object `parts` of `checkpoint.json`. Its fields have the names of the parts.
struct ManifestEntries(Vec<(String, ManifestEntry)>);

impl Read for ManifestEntries {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("an object with one field for each part").map(Self)
    }
}

impl Write for ManifestEntries {
    fn write(&self) -> Data {
        Data::object(self.0.iter().map(|(name, entry)| (name.clone(), entry.write())))
    }
}

impl HasSchema for ManifestEntries {
    fn schema() -> Data {
        of_type("object")
    }
}

record!(ManifestEntry {
    weights: FileChecksum;
    state: Option<FileChecksum>;
    n_averaged: Option<u64>
} => |node| Ok(ManifestEntry { weights, state, n_averaged }));

record!(FileChecksum {
    bytes: u64;
    checksum: String
} => |node| Ok(FileChecksum { bytes, checksum }));

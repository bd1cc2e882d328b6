//! `checkpoint.json`, the manifest of a checkpoint: its step, its parts, and the size and checksum of each file.

use super::file_checksum::FileChecksum;
use super::layout;
use crate::data::Data;
use crate::data::file::{self, Envelope};
use crate::data::text;
use crate::data::{FieldName, Node};
use crate::data::{Read, Write};
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
pub(super) struct ManifestEntry {
    pub(super) weights: FileChecksum,
    /// `None` if the part was saved without a state.
    pub(super) state: Option<FileChecksum>,
    /// The number of updates in the average; `None` if the part is not an average.
    pub(super) n_averaged: Option<u64>,
}

const FIELDS: [FieldName; 2] = [FieldName::plain("step"), FieldName::plain("parts")];

impl Manifest {
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        file::write(&layout::manifest_path(folder), text::to_json(&ENVELOPE.close(self.fields()))?.as_bytes())
    }

    pub(super) fn open(folder: &Path) -> Result<Self> {
        let path = layout::manifest_path(folder);
        Self::parse(&file::read(&path)?).map_err(|error| error.in_file(path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let (data, functions) = (text::from_json(text)?, Functions::new());
        let node = Node::root(&data, &functions);
        ENVELOPE.open(&node, &FIELDS)?;
        let [step, parts] = FIELDS;
        let manifest = Self { step: node.required(step)?, parts: node.required::<ManifestEntries>(parts)?.0 };
        ENVELOPE.check(&node)?;
        Ok(manifest)
    }

    fn fields(&self) -> [(FieldName, Data); 2] {
        let written = self.parts.iter().map(|(name, entry)| (name.clone(), entry.write()));
        let [step, parts] = FIELDS;
        [(step, self.step.write()), (parts, Data::object(written))]
    }
}

/// The object `parts` of `checkpoint.json`. Its fields have the names of the parts.
struct ManifestEntries(Vec<(String, ManifestEntry)>);

impl Read for ManifestEntries {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("an object with one field for each part").map(Self)
    }
}

const ENTRY_FIELDS: [FieldName; 3] = [FieldName::plain("weights"), FieldName::plain("state"), FieldName::plain("n_averaged")];

impl Read for ManifestEntry {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&ENTRY_FIELDS)?;
        let [weights, state, n_averaged] = ENTRY_FIELDS;
        Ok(Self { weights: node.required(weights)?, state: node.required(state)?, n_averaged: node.required(n_averaged)? })
    }
}

impl Write for ManifestEntry {
    fn write(&self) -> Data {
        let values = [self.weights.write(), self.state.write(), self.n_averaged.write()];
        Data::object(ENTRY_FIELDS.iter().map(|name| name.torch).zip(values))
    }
}

const CHECKSUM_FIELDS: [FieldName; 2] = [FieldName::plain("bytes"), FieldName::plain("checksum")];

impl Read for FileChecksum {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&CHECKSUM_FIELDS)?;
        Ok(Self { bytes: node.required(CHECKSUM_FIELDS[0])?, checksum: node.required(CHECKSUM_FIELDS[1])? })
    }
}

impl Write for FileChecksum {
    fn write(&self) -> Data {
        Data::object([(CHECKSUM_FIELDS[0].torch, self.bytes.write()), (CHECKSUM_FIELDS[1].torch, Data::text(&self.checksum))])
    }
}

//! `checkpoint.json`: what is in a checkpoint, and by which sums it is known.

use super::sum::Sum;
use crate::data::Data;
use crate::data::file::{self, Envelope};
use crate::data::text;
use crate::data::{FieldName, Node};
use crate::data::{Read, Write};
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

const FIELDS: [FieldName; 2] = [FieldName::plain("step"), FieldName::plain("parts")];

fn path_in(folder: &Path) -> PathBuf {
    folder.join("checkpoint.json")
}

/// Something is wrong at a place of a checkpoint's `checkpoint.json`.
pub(super) fn problem(folder: &Path, place: String, expected: String, found: String) -> Error {
    Error::data(place, expected, found).in_file(path_in(folder).display())
}

impl Manifest {
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        file::write(&path_in(folder), text::to_json(&ENVELOPE.close(self.fields()))?.as_bytes())
    }

    pub(super) fn open(folder: &Path) -> Result<Self> {
        let path = path_in(folder);
        Self::parse(&file::read(&path)?).map_err(|error| error.in_file(path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let (data, functions) = (text::from_json(text)?, Functions::new());
        let node = Node::root(&data, &functions);
        ENVELOPE.open(&node, &FIELDS)?;
        let [step, parts] = FIELDS;
        let manifest = Self { step: node.required(step)?, parts: node.required::<Parts>(parts)?.0 };
        ENVELOPE.check(&node)?;
        Ok(manifest)
    }

    fn fields(&self) -> [(FieldName, Data); 2] {
        let written = self.parts.iter().map(|(name, entry)| (name.clone(), entry.write()));
        let [step, parts] = FIELDS;
        [(step, self.step.write()), (parts, Data::object(written))]
    }
}

struct Parts(Vec<(String, Entry)>);

impl Read for Parts {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("parts by their name").map(Self)
    }
}

const ENTRY: [FieldName; 3] = [FieldName::plain("weights"), FieldName::plain("state"), FieldName::plain("n_averaged")];

impl Read for Entry {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&ENTRY)?;
        let [weights, state, n_averaged] = ENTRY;
        Ok(Self { weights: node.required(weights)?, state: node.required(state)?, n_averaged: node.required(n_averaged)? })
    }
}

impl Write for Entry {
    fn write(&self) -> Data {
        let values = [self.weights.write(), self.state.write(), self.n_averaged.write()];
        Data::object(ENTRY.iter().map(|name| name.torch).zip(values))
    }
}

const SUM: [FieldName; 2] = [FieldName::plain("bytes"), FieldName::plain("checksum")];

impl Read for Sum {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&SUM)?;
        Ok(Self { bytes: node.required(SUM[0])?, checksum: node.required(SUM[1])? })
    }
}

impl Write for Sum {
    fn write(&self) -> Data {
        Data::object([(SUM[0].torch, self.bytes.write()), (SUM[1].torch, Data::text(&self.checksum))])
    }
}

//! `checkpoint.json`: what is in a checkpoint, and by which sums it is known.

use super::sum::Sum;
use crate::spec::data::Data;
use crate::spec::node::{Name, Node};
use crate::spec::parameter::{Read, Write, of_type};
use crate::spec::text;
use crate::state::checksum;
use crate::{Error, Functions, Result, file};
use std::path::{Path, PathBuf};

const FORMAT: &str = "tch-lr-scheduler checkpoint";
const VERSION: u64 = 1;

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

const FIELDS: [Name; 5] =
    [Name::plain("format"), Name::plain("version"), Name::plain("step"), Name::plain("parts"), Name::plain("checksum")];

fn path_in(folder: &Path) -> PathBuf {
    folder.join("checkpoint.json")
}

impl Manifest {
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let path = path_in(folder);
        let Data::Object(mut fields) = self.data() else {
            return Ok(());
        };
        fields.push((FIELDS[4].torch.into(), Data::text(checksum(&self.data()))));
        let text = text::to_json(&Data::Object(fields))?;
        file::write_whole(&path, text.as_bytes()).map_err(|error| Error::file("write", &path, &error))
    }

    pub(super) fn open(folder: &Path) -> Result<Self> {
        let path = path_in(folder);
        let text = file::read(&path)?;
        text::from_json(&text).and_then(|data| Self::read(&data)).map_err(|error| match error {
            Error::Data { file: None, path: place, expected, found } => {
                Error::Data { file: Some(path.display().to_string()), path: place, expected, found }
            }
            other => other,
        })
    }

    fn read(data: &Data) -> Result<Self> {
        let functions = Functions::new();
        let node = Node::root(data, &functions);
        let [format, version, step, parts, sum] = FIELDS;
        let found: String = node.required(format)?;
        if found != FORMAT {
            return Err(Error::data("format", format!("{FORMAT:?}"), format!("{found:?}")));
        }
        let found: u64 = node.required(version)?;
        if found != VERSION {
            return Err(Error::data("version", format!("{VERSION}, of this version of the crate"), found.to_string()));
        }
        node.only(&FIELDS)?;
        let manifest = Self { step: node.required(step)?, parts: node.required::<Parts>(parts)?.0 };
        let (expected, found) = (checksum(&manifest.data()), node.required::<String>(sum)?);
        if found != expected {
            let expected = format!("{expected:?}, the sum of all the rest: something was changed after it was written");
            return Err(Error::data("checksum", expected, format!("{found:?}")));
        }
        Ok(manifest)
    }

    /// All but the checksum.
    fn data(&self) -> Data {
        let parts = self.parts.iter().map(|(name, entry)| (name.clone(), entry.write()));
        let values = [Data::text(FORMAT), Data::Whole(VERSION), self.step.write(), Data::object(parts)];
        Data::object(FIELDS.iter().map(|name| name.torch).zip(values))
    }
}

struct Parts(Vec<(String, Entry)>);

impl Read for Parts {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.entries("parts by their name").map(Self)
    }

    fn schema() -> Data {
        of_type("object")
    }
}

const ENTRY: [Name; 3] = [Name::plain("weights"), Name::plain("state"), Name::plain("n_averaged")];

impl Read for Entry {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&ENTRY)?;
        let [weights, state, n_averaged] = ENTRY;
        Ok(Self { weights: node.required(weights)?, state: node.required(state)?, n_averaged: node.required(n_averaged)? })
    }

    fn schema() -> Data {
        of_type("object")
    }
}

impl Write for Entry {
    fn write(&self) -> Data {
        let values = [self.weights.write(), self.state.write(), self.n_averaged.write()];
        Data::object(ENTRY.iter().map(|name| name.torch).zip(values))
    }
}

const SUM: [Name; 2] = [Name::plain("bytes"), Name::plain("checksum")];

impl Read for Sum {
    fn read(node: &Node<'_>) -> Result<Self> {
        node.only(&SUM)?;
        Ok(Self { bytes: node.required(SUM[0])?, checksum: node.required(SUM[1])? })
    }

    fn schema() -> Data {
        of_type("object")
    }
}

impl Write for Sum {
    fn write(&self) -> Data {
        Data::object([(SUM[0].torch, self.bytes.write()), (SUM[1].torch, Data::text(&self.checksum))])
    }
}

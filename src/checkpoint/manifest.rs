//! `checkpoint.json`, the manifest of a checkpoint: its step, its metrics, its parts, and the size and checksum of each file.

use super::file_checksum::FileChecksum;
use super::layout;
use super::manifest_values::{Count, Entries, Metric, checked_parts};
use crate::data::file::{self, Envelope};
use crate::data::{record, text};
use crate::{Functions, Result};
use std::path::Path;

/// Version 1 has neither metrics nor random generators, and its parts have weights, a state and a number of averaged updates only.
const ENVELOPE: Envelope = Envelope { format: "tch-lr-scheduler checkpoint", version: 2 };

/// The contents of `checkpoint.json`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Manifest {
    pub(crate) step: u64,
    /// The metrics by name, in the order in which they were given.
    pub(crate) metrics: Vec<(String, f64)>,
    /// The file of the random generators; `None` in version 1.
    pub(crate) generators: Option<FileChecksum>,
    /// The parts by name, in the order in which they were given.
    pub(crate) parts: Vec<(String, ManifestEntry)>,
}

/// One part in the manifest. Each field is `None` if the part does not have it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ManifestEntry {
    pub(crate) weights: Option<FileChecksum>,
    /// The state of libtorch's optimizer. Version 1 never has it.
    pub(crate) optimizer: Option<OptimizerEntry>,
    /// The state of the schedule.
    pub(crate) state: Option<FileChecksum>,
    /// The number of updates in the average.
    pub(crate) n_averaged: Option<u64>,
    /// Tensors of the program.
    pub(crate) tensors: Option<FileChecksum>,
    /// A value of the program, as JSON.
    pub(crate) json: Option<FileChecksum>,
}

/// The state of libtorch's optimizer in the manifest.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OptimizerEntry {
    /// torch's name of the class.
    pub(crate) class: String,
    /// The number of steps of each variable, by the variable's name.
    pub(crate) steps: Vec<(String, u64)>,
    pub(crate) tensors: FileChecksum,
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
    metrics: Entries<Metric> = Entries(vec![]), [it -> Entries::of(&it.metrics, Metric)];
    generators: Option<FileChecksum> = None;
    parts: Entries<ManifestEntry>, [it -> Entries(it.parts.clone())]
} => |node| Ok(Manifest {
    step,
    metrics: metrics.values(|metric| metric.0),
    generators,
    parts: checked_parts(node, parts)?,
}));

record!(ManifestEntry {
    weights: Option<FileChecksum> = None;
    optimizer: Option<OptimizerEntry> = None;
    state: Option<FileChecksum> = None;
    n_averaged: Option<Count> = None, [it -> it.n_averaged.map(Count)];
    tensors: Option<FileChecksum> = None;
    json: Option<FileChecksum> = None
} => |node| Ok(ManifestEntry { weights, optimizer, state, n_averaged: n_averaged.map(|count| count.0), tensors, json }));

record!(OptimizerEntry {
    class: String;
    steps: Entries<Count>, [it -> Entries::of(&it.steps, Count)];
    tensors: FileChecksum
} => |node| Ok(OptimizerEntry { class, steps: steps.values(|count| count.0), tensors }));

record!(FileChecksum {
    bytes: u64;
    checksum: String
} => |node| Ok(FileChecksum { bytes, checksum }));

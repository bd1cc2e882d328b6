//! The folder of a checkpoint: its name, its files and its manifest, and the checkpoints of one run. The module `torch` writes the
//! tensors of a checkpoint and loads them.

mod best;
#[expect(clippy::module_inception)]
mod checkpoint;
mod checkpoints;
mod file_checksum;
mod files;
mod find;
mod folder_name;
mod json;
mod layout;
mod manifest;
mod manifest_values;
mod part_name;
mod prune;
#[cfg(feature = "tch")]
mod publish;
mod unreadable;

pub use checkpoint::Checkpoint;
pub use checkpoints::Checkpoints;
#[cfg(feature = "tch")]
pub(crate) use file_checksum::{FileChecksum, FileHasher};
pub use files::{CheckpointFile, FileContent};
#[cfg(feature = "tch")]
pub(crate) use layout::{MODEL, generators_path, json_path, optimizer_path, state_path, tensors_path};
#[cfg(feature = "tch")]
pub(crate) use manifest::{Manifest, ManifestEntry, OptimizerEntry};
#[cfg(feature = "tch")]
pub(crate) use manifest_values::LARGEST_COUNT;
#[cfg(feature = "tch")]
pub(crate) use part_name::{VALID_PART_NAME, is_reserved_part_name, is_valid_part_name};

//! The folder of a checkpoint: its name, its files and its manifest, and the checkpoints of one run. The module `torch` writes the
//! tensors of a checkpoint and loads them.

#[expect(clippy::module_inception)]
mod checkpoint;
mod checkpoints;
mod file_checksum;
mod find;
mod folder_name;
mod layout;
mod manifest;
mod prune;
#[cfg(feature = "tch")]
mod publish;

pub use checkpoint::Checkpoint;
pub use checkpoints::Checkpoints;
#[cfg(feature = "tch")]
pub(crate) use file_checksum::FileChecksum;
#[cfg(feature = "tch")]
pub(crate) use layout::{MODEL, state_path, weights_path};
#[cfg(feature = "tch")]
pub(crate) use manifest::ManifestEntry;

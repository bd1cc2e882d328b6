//! The names of the files in a checkpoint's folder.

use std::path::{Path, PathBuf};

/// The name of the only part in a checkpoint that `Checkpoints::save` writes.
pub(crate) const MODEL: &str = "model";

pub(super) fn manifest_path(folder: &Path) -> PathBuf {
    folder.join("checkpoint.json")
}

pub(crate) fn weights_path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.safetensors"))
}

pub(crate) fn state_path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.state.json"))
}

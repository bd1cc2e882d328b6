//! The names of the files in a checkpoint's folder.

use std::path::{Path, PathBuf};

/// The name of the only part in a checkpoint that `Checkpoints::save` writes.
pub(crate) const MODEL: &str = "model";

pub(crate) fn manifest_path(folder: &Path) -> PathBuf {
    folder.join("checkpoint.json")
}

pub(crate) fn generators_path(folder: &Path) -> PathBuf {
    folder.join("random_generators.safetensors")
}

/// The file of the weights, or of the program's own tensors.
pub(crate) fn tensors_path(folder: &Path, part: &str) -> PathBuf {
    folder.join(format!("{part}.safetensors"))
}

pub(crate) fn optimizer_path(folder: &Path, part: &str) -> PathBuf {
    folder.join(format!("{part}.optimizer.safetensors"))
}

pub(crate) fn state_path(folder: &Path, part: &str) -> PathBuf {
    folder.join(format!("{part}.state.json"))
}

pub(crate) fn json_path(folder: &Path, part: &str) -> PathBuf {
    folder.join(format!("{part}.json"))
}

use super::part::Part;
use super::weights;
use crate::checkpoint::{FileChecksum, ManifestEntry, state_path, weights_path};
use crate::data::file;
use crate::{Result, State};
use std::path::Path;

/// Writes the files of one part to the checkpoint in `folder`, and returns its name and its entry in the manifest.
pub(super) fn write_part(part: &Part<'_>, folder: &Path) -> Result<(String, ManifestEntry)> {
    let weights = weights::write(part.vs, &weights_path(folder, part.name))?;
    let write_state = |state: &State| {
        let path = state_path(folder, part.name);
        file::write(&path, state.to_json()?.as_bytes())?;
        FileChecksum::of(&path)
    };
    let state = part.state.map(write_state).transpose()?;
    Ok((part.name.into(), ManifestEntry { weights, state, n_averaged: part.n_averaged }))
}

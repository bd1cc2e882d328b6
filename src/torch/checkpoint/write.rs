use super::file_checksum::FileChecksum;
use super::layout;
use super::manifest::{Manifest, ManifestEntry};
use super::part::Part;
use super::weights;
use crate::data::file;
use crate::{Error, Result, State};
use std::path::Path;

/// Writes a complete checkpoint into an empty folder, and syncs every file and the folder to the disk.
pub(super) fn write_checkpoint(folder: &Path, step: u64, parts: &[Part<'_>]) -> Result<()> {
    let failed = |error| Error::file("write", folder, &error);
    let entries = parts.iter().map(|part| write_part(part, folder)).collect::<Result<_>>()?;
    Manifest { step, parts: entries }.write(folder)?;
    file::sync_folder(folder).map_err(failed)
}

/// Writes the files of one part, and returns its name and its entry in the manifest.
fn write_part(part: &Part<'_>, folder: &Path) -> Result<(String, ManifestEntry)> {
    let weights = weights::write(part.vs, &layout::weights_path(folder, part.name))?;
    let write_state = |state: &State| {
        let path = layout::state_path(folder, part.name);
        file::write(&path, state.to_json()?.as_bytes())?;
        FileChecksum::of(&path)
    };
    let state = part.state.map(write_state).transpose()?;
    Ok((part.name.into(), ManifestEntry { weights, state, n_averaged: part.n_averaged }))
}

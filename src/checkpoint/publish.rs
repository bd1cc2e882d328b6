use super::checkpoints::Checkpoints;
use super::folder_name::FolderName;
use super::manifest::{Manifest, ManifestEntry};
use crate::data::file;
use crate::{Error, Result};
use std::path::{Path, PathBuf};
use std::{fs, io};

impl Checkpoints {
    /// Writes a checkpoint under a temporary name, renames it, and removes the checkpoints that are no longer kept. Returns the
    /// path of the checkpoint's folder.
    ///
    /// `write_parts` writes and syncs the files of the parts in the folder that it is given, and returns their entries.
    pub(crate) fn publish(
        &self,
        step: u64,
        write_parts: impl FnOnce(&Path) -> Result<Vec<(String, ManifestEntry)>>,
    ) -> Result<PathBuf> {
        self.create_folder().map_err(|error| Error::file("write", &self.folder, &error))?;
        file::remove_leftovers(&self.folder, |name| FolderName::parse(name).is_some());
        let number = FolderName::list(&self.folder)?.last().map_or(1, |last| last.number.saturating_add(1));
        let mut name = FolderName { number, step };
        let unfinished = name.temporary_path_in(&self.folder);
        let written = write(&unfinished, step, write_parts).and_then(|()| {
            self.rename(&unfinished, &mut name).map_err(|error| Error::file("write", &name.path_in(&self.folder), &error))
        });
        if written.is_err() {
            // The write error is the one to report. A later run removes what is left.
            let _ = fs::remove_dir_all(&unfinished);
        }
        written?;
        self.prune_before(name)?;
        Ok(name.path_in(&self.folder))
    }

    /// Creates the folder of checkpoints, and syncs its parent folder to the disk.
    fn create_folder(&self) -> io::Result<()> {
        if self.folder.is_dir() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder)?;
        file::sync_folder(&file::folder_of(&self.folder))
    }

    /// Renames the written folder to its final name. Takes the next free number if another process has used the number
    /// meanwhile.
    fn rename(&self, unfinished: &Path, name: &mut FolderName) -> io::Result<()> {
        loop {
            let path = name.path_in(&self.folder);
            match fs::rename(unfinished, &path) {
                Ok(()) => return file::sync_folder(&self.folder),
                Err(_) if path.exists() && name.number < u64::MAX => name.number += 1,
                Err(error) => return Err(error),
            }
        }
    }
}

/// Creates `folder`, writes a complete checkpoint into it, and syncs every file and the folder to the disk.
fn write(folder: &Path, step: u64, write_parts: impl FnOnce(&Path) -> Result<Vec<(String, ManifestEntry)>>) -> Result<()> {
    let failed = |error| Error::file("write", folder, &error);
    fs::create_dir(folder).map_err(failed)?;
    Manifest { step, parts: write_parts(folder)? }.write(folder)?;
    file::sync_folder(folder).map_err(failed)
}

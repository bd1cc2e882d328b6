use super::checkpoints::Checkpoints;
use super::folder_name::FolderName;
use super::manifest::Manifest;
use crate::data::file;
use crate::{Error, Result};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

impl Checkpoints {
    /// Writes a checkpoint under a temporary name, renames it, and removes the checkpoints that are no longer kept. Returns the
    /// path of the checkpoint's folder.
    ///
    /// `write_files` writes and syncs the files of the parts in the folder that it is given, and returns the manifest.
    pub(crate) fn publish(&self, step: u64, write_files: impl FnOnce(&Path) -> Result<Manifest>) -> Result<PathBuf> {
        self.create_folder().map_err(|error| Error::file("write", &self.folder, &error))?;
        file::remove_leftovers(&self.folder, |name, path| FolderName::parse(name).is_some() && is_unfinished_checkpoint(path));
        // Files and other folders with such a name are counted too, so that the rename replaces none of them.
        let number = FolderName::list(&self.folder)?.last().map_or(1, |last| last.number.saturating_add(1));
        let mut name = FolderName { number, step };
        let created = file::create_new(&self.folder, || name.temporary_name(), |path| fs::create_dir(path));
        let (unfinished, ()) = created.map_err(|error| Error::file("write", &self.folder, &error))?;
        let written = write(&unfinished, write_files).and_then(|()| {
            self.rename(&unfinished, &mut name).map_err(|error| Error::file("write", &name.path_in(&self.folder), &error))
        });
        if written.is_err() {
            // The error of the write is returned. A later run removes the files that are left.
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
                Err(_) if path.symlink_metadata().is_ok() && name.number < u64::MAX => name.number += 1,
                Err(error) => return Err(error),
            }
        }
    }
}

/// Writes a complete checkpoint into an empty folder, and syncs every file and the folder to the disk.
fn write(folder: &Path, write_files: impl FnOnce(&Path) -> Result<Manifest>) -> Result<()> {
    write_files(folder)?.write(folder)?;
    file::sync_folder(folder).map_err(|error| Error::file("write", folder, &error))
}

/// Whether `path` is a folder that contains only files of the kinds that a checkpoint has. It may be empty.
fn is_unfinished_checkpoint(path: &Path) -> bool {
    let is_folder = path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
    let has_kind = |path: &Path| matches!(path.extension().and_then(OsStr::to_str), Some("json" | "safetensors"));
    let is_file = |entry: fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_file()) && has_kind(&entry.path());
    is_folder && fs::read_dir(path).is_ok_and(|mut entries| entries.all(|entry| entry.is_ok_and(is_file)))
}

//! Files that are replaced atomically and carry a checksum.

mod checksum;
mod envelope;
pub(crate) mod fnv;
mod leftovers;
mod text;
mod writer;

pub(crate) use envelope::Envelope;
pub(crate) use leftovers::remove_leftovers;
pub(crate) use writer::beside;

use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Reads a text file.
pub(crate) fn read(path: &Path) -> Result<String> {
    File::open(path).and_then(text::read).map_err(|error| Error::file("read", path, &error))
}

/// Replaces a file atomically. If the process or the machine stops, the file has either its old or its new contents.
///
/// The contents are written to a temporary file in the same folder and synced to the disk. Then the temporary file is renamed.
pub(crate) fn replace(path: &Path, contents: &[u8]) -> Result<()> {
    let Some(name) = path.file_name() else {
        return Err(Error::file("write", path, &io::Error::new(io::ErrorKind::InvalidInput, "the path has no file name")));
    };
    let folder = folder_of(path);
    remove_leftovers(&folder, |file| file == name);
    let beside = folder.join(beside(name));
    let written = write_whole(&beside, contents).and_then(|()| fs::rename(&beside, path)).and_then(|()| sync_folder(&folder));
    written.map_err(|error| {
        // The error is that of the write. If the temporary file cannot be removed, a later write removes it.
        let _ = fs::remove_file(&beside);
        Error::file("write", path, &error)
    })
}

/// Writes a new file and syncs it to the disk.
#[cfg(feature = "tch")]
pub(crate) fn write(path: &Path, contents: &[u8]) -> Result<()> {
    write_whole(path, contents).map_err(|error| Error::file("write", path, &error))
}

fn write_whole(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(contents)?;
    file.sync_all()
}

/// The folder that contains a path.
pub(crate) fn folder_of(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}

/// Syncs the names in a folder to the disk.
///
/// Windows cannot open a folder and does not need this. Some file systems do not support it and return an error, which is ignored.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

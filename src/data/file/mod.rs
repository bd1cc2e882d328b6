//! Files that are replaced atomically and carry a checksum.

mod checksum;
mod envelope;
pub(crate) mod fnv;
mod leftovers;
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
    fs::read_to_string(path).map_err(|error| Error::file("read", path, &error))
}

/// Replaces a file atomically. If the process or the machine stops, the file has either its old or its new contents.
///
/// The contents are written to a temporary file in the same folder and synced to the disk. Then the temporary file is renamed.
pub(crate) fn replace(path: &Path, contents: &[u8]) -> Result<()> {
    replace_by(path, |file| file.write_all(contents)).map(drop)
}

/// As [`replace`], with contents that a closure writes. Returns the new file, opened for writing behind its contents.
pub(crate) fn replace_by(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<File> {
    let Some(name) = path.file_name() else {
        return Err(Error::file("write", path, &io::Error::new(io::ErrorKind::InvalidInput, "the path has no file name")));
    };
    let folder = folder_of(path);
    remove_leftovers(&folder, |file| file == name);
    let beside = folder.join(beside(name));
    let written = write_whole(&beside, write).and_then(|file| {
        fs::rename(&beside, path)?;
        sync_folder(&folder)?;
        Ok(file)
    });
    written.map_err(|error| {
        // The error is that of the write. If the temporary file cannot be removed, a later write removes it.
        let _ = fs::remove_file(&beside);
        Error::file("write", path, &error)
    })
}

/// Writes a new file and syncs it to the disk.
#[cfg(feature = "tch")]
pub(crate) fn write(path: &Path, contents: &[u8]) -> Result<()> {
    write_whole(path, |file| file.write_all(contents)).map(drop).map_err(|error| Error::file("write", path, &error))
}

fn write_whole(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<File> {
    let mut file = File::create(path)?;
    write(&mut file)?;
    file.sync_all()?;
    Ok(file)
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

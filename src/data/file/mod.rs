//! Files that are whole at any moment, and known to be what was written.

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

pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| Error::file("read", path, &error))
}

/// Writes a file so that its old contents or its new ones are there at any moment, also when the machine stops: beside it,
/// down to the disk, and then in its place.
pub(crate) fn replace(path: &Path, contents: &[u8]) -> Result<()> {
    let Some(name) = path.file_name() else {
        return Err(Error::file("write", path, &io::Error::new(io::ErrorKind::InvalidInput, "it names no file")));
    };
    let folder = folder_of(path);
    remove_leftovers(&folder, |file| file == name);
    let beside = folder.join(beside(name));
    let written = write_whole(&beside, contents).and_then(|()| fs::rename(&beside, path)).and_then(|()| sync_folder(&folder));
    written.map_err(|error| {
        // What is left beside the file helps nobody.
        let _ = fs::remove_file(&beside);
        Error::file("write", path, &error)
    })
}

/// Writes a file where there is none, down to the disk.
#[cfg(feature = "tch")]
pub(crate) fn write(path: &Path, contents: &[u8]) -> Result<()> {
    write_whole(path, contents).map_err(|error| Error::file("write", path, &error))
}

fn write_whole(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(contents)?;
    file.sync_all()
}

pub(crate) fn folder_of(path: &Path) -> PathBuf {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}

/// That the names in a folder are on the disk too. Windows cannot open a folder, and does not need it; some file systems have
/// nothing to do here, and say so.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        result => result,
    }
}

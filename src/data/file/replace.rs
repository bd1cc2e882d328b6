use super::exclusive::create_new;
use super::folder::{folder_of, sync_folder};
use super::leftovers::remove_leftovers;
use super::plain::check_plain;
use super::stem::stem;
use super::{access, writer};
use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Replaces a file atomically. If the process or the machine stops, the file has either its old or its new contents.
///
/// The contents are written to a temporary file in the same folder and synced to the disk. Then the temporary file is renamed. A
/// symbolic link stays, and its target is replaced. On Unix, an existing file keeps its mode and, if the process may set them, its
/// owner and group. Other hard links to the file keep the old contents.
pub(crate) fn replace(path: &Path, contents: &[u8]) -> Result<()> {
    replace_plain(path, contents).map_err(|error| Error::file("write", path, &error))
}

/// Replaces a file as [`replace`] does, but returns the error of the operating system.
pub(crate) fn replace_plain(path: &Path, contents: &[u8]) -> io::Result<()> {
    replace_with(path, |file| file.write_all(contents)).map(drop)
}

/// Replaces a file as [`replace`] does, with contents that a closure writes. Returns the new file, opened for writing behind its
/// contents.
pub(crate) fn replace_by(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<File> {
    replace_with(path, write).map_err(|error| Error::file("write", path, &error))
}

fn replace_with(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<File> {
    let existing = check_plain(path)?;
    let target = target_of(path)?;
    let Some(name) = target.file_name() else {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path has no file name"));
    };
    let (folder, stem) = (folder_of(&target), stem(name));
    remove_leftovers(&folder, |file, path| file == stem && path.is_file());
    let created = create_new(&folder, || writer::beside(&stem), |path| access::new_file(path, existing.as_ref()));
    // The folder must allow new files, also if the file itself may be written.
    let (beside, file) = created.map_err(|error| {
        io::Error::new(error.kind(), format!("cannot create a temporary file in {}: {error}", folder.display()))
    })?;
    let written = write_whole(file, |file| {
        write(file)?;
        access::copy(existing.as_ref(), file)
    })
    .and_then(|file| {
        fs::rename(&beside, &target)?;
        sync_folder(&folder)?;
        Ok(file)
    });
    if written.is_err() {
        // The error is that of the write. If the temporary file cannot be removed, a later write removes it.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// Writes a new file and syncs it to the disk. It is an error if the file exists.
#[cfg(feature = "tch")]
pub(crate) fn write(path: &Path, contents: &[u8]) -> Result<()> {
    let written = access::new_file(path, None).and_then(|file| write_whole(file, |file| file.write_all(contents)));
    written.map(drop).map_err(|error| Error::file("write", path, &error))
}

fn write_whole(mut file: File, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<File> {
    write(&mut file)?;
    file.sync_all()?;
    Ok(file)
}

/// The path to which a path resolves through symbolic links. The file need not exist.
fn target_of(path: &Path) -> io::Result<PathBuf> {
    /// As many as Linux follows.
    const MOST_LINKS: usize = 40;
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            // It is not a link, or there is nothing.
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "too many symbolic links"))
}

//! Files that are whole at any moment.

use crate::{Error, Result};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| Error::file("read", path, &error))
}

/// Writes a file so that its old contents or its new ones are there at any moment, also when the machine stops: beside it,
/// down to the disk, and then in its place.
pub(crate) fn replace(path: &Path, contents: &[u8]) -> Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let Some(name) = path.file_name() else {
        return Err(Error::file("write", path, &io::Error::new(io::ErrorKind::InvalidInput, "it names no file")));
    };
    let mut beside = name.to_os_string();
    beside.push(format!(".{}-{}.tmp", process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
    let beside = path.with_file_name(beside);
    let written = write_whole(&beside, contents).and_then(|()| fs::rename(&beside, path)).and_then(|()| sync_folder_of(path));
    written.map_err(|error| {
        // What is left beside the file helps nobody.
        let _ = fs::remove_file(&beside);
        Error::file("write", path, &error)
    })
}

fn write_whole(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(contents)?;
    file.sync_all()
}

/// That the new name is on the disk too. Windows cannot open a folder, and does not need it.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

//! Opens files for reading, so that no path makes the program wait or read without an end.

use super::plain::{NAMED_PIPE, kind};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Opens a plain file for reading. Returns its metadata too.
pub(crate) fn open_plain(path: &Path) -> io::Result<(File, Metadata)> {
    let found = fs::metadata(path)?;
    if !found.is_file() {
        return Err(unexpected(format!("found {}, expected a plain file", kind(found.file_type()))));
    }
    let file = File::open(path)?;
    let found = file.metadata()?;
    Ok((file, found))
}

/// Opens a file, a device or a pipe that is open already, for a reader that reads at most `longest` bytes. A plain file that is
/// longer is refused before anything is read.
///
/// A named pipe is refused, because it would make the program wait until another one writes to it. The standard input and the pipe
/// of a shell's process substitution, `<(...)`, are open already.
pub(crate) fn open(path: &Path, longest: u64) -> io::Result<File> {
    let found = fs::metadata(path)?;
    if found.is_file() && found.len() > longest {
        return Err(unexpected(format!("it has {} bytes, expected at most {longest}", found.len())));
    }
    let kind = kind(found.file_type());
    if found.is_dir() || kind == NAMED_PIPE && !is_open_already(path) {
        let remedy = if found.is_dir() { "" } else { ": write the text to a file, or pass it as the standard input" };
        return Err(unexpected(format!("found {kind}, expected a file{remedy}")));
    }
    File::open(path)
}

/// Whether the path is that of a file which the program has open, such as `/dev/stdin` or `/dev/fd/63`.
fn is_open_already(path: &Path) -> bool {
    let is_of_process = || path.starts_with("/proc") && path.parent().is_some_and(|folder| folder.ends_with("fd"));
    path == Path::new("/dev/stdin") || path.starts_with("/dev/fd") || is_of_process()
}

fn unexpected(found: String) -> io::Error {
    io::Error::new(ErrorKind::InvalidInput, found)
}

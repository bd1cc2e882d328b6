use std::fs::{self, FileType, Metadata};
use std::io;
use std::path::Path;

pub(super) const NAMED_PIPE: &str = "a named pipe";

/// Checks that there is a plain file at `path`, or nothing. Symbolic links are followed. Returns the metadata of the file.
pub(super) fn check_plain(path: &Path) -> io::Result<Option<Metadata>> {
    if path.file_name().is_none() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the path has no file name"));
    }
    let found = match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found?,
    };
    if found.is_file() {
        return Ok(Some(found));
    }
    let found = format!("found {}, expected a plain file or a new name", kind(found.file_type()));
    Err(io::Error::new(io::ErrorKind::InvalidInput, found))
}

/// What a path leads to, in words.
pub(super) fn kind(found: FileType) -> &'static str {
    if found.is_dir() {
        "a directory"
    } else if found.is_file() {
        "a plain file"
    } else {
        special_kind(found)
    }
}

#[cfg(unix)]
fn special_kind(found: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match () {
        () if found.is_char_device() => "a character device",
        () if found.is_block_device() => "a block device",
        () if found.is_fifo() => NAMED_PIPE,
        () if found.is_socket() => "a socket",
        () => "something else",
    }
}

#[cfg(not(unix))]
fn special_kind(_: FileType) -> &'static str {
    "something else"
}

use crate::{Error, Result};
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file to which whole pieces are appended, and whose last piece can be replaced. Each piece is written without a buffer. If only
/// a part of a piece can be written, a regular file is truncated to the pieces before it.
#[derive(Debug)]
pub(super) struct Appender {
    path: PathBuf,
    file: File,
    end: u64,
}

impl Appender {
    /// Opens the file with these options, and truncates it to the length that `prepare` returns. `prepare` is not called for a
    /// device or a pipe.
    pub(super) fn open(path: &Path, options: &OpenOptions, prepare: impl FnOnce(&File) -> Result<u64>) -> Result<Self> {
        let file = options.open(path).map_err(|error| Error::file("open", path, &error))?;
        // Nothing can be read back from a device or a pipe, and reading might wait without end.
        let is_plain = file.metadata().map_err(|error| Error::file("read", path, &error))?.is_file();
        let end = if is_plain { prepare(&file)? } else { 0 };
        let mut appender = Self { path: path.to_owned(), file, end };
        appender.truncate().map_err(|error| Error::file("truncate", path, &error))?;
        Ok(appender)
    }

    /// Appends to a new file.
    #[cfg(feature = "tensorboard")]
    pub(super) fn of_new(path: &Path, file: File) -> Self {
        Self { path: path.to_owned(), file, end: 0 }
    }

    /// Continues at the end of a file that this program has just written.
    pub(super) fn at_end(path: &Path, file: File) -> Result<Self> {
        let end = file.metadata().map_err(|error| Error::file("read", path, &error))?.len();
        Ok(Self { path: path.to_owned(), file, end })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The length of the file in bytes, as far as this program has written it.
    pub(super) fn end(&self) -> u64 {
        self.end
    }

    pub(super) fn write(&mut self, piece: &[u8]) -> Result<()> {
        match self.file.write_all(piece) {
            Ok(()) => self.end = self.end.saturating_add(piece.len() as u64),
            Err(error) => {
                // If truncating fails too, the first error is returned.
                let _ = self.truncate();
                return Err(Error::file("write", &self.path, &error));
            }
        }
        Ok(())
    }

    /// Replaces `old`, the last piece, by `new`. A pipe and a device cannot be changed, so `new` is written after `old` there.
    ///
    /// If the program is killed within this call, the file ends with the new piece, or with the beginning of the old one.
    pub(super) fn replace_last(&mut self, old: &[u8], new: &[u8]) -> Result<()> {
        let is_file = self.file.metadata().is_ok_and(|metadata| metadata.is_file());
        let Some(start) = self.end.checked_sub(old.len() as u64).filter(|_| is_file) else {
            return self.write(new);
        };
        // A longer piece overwrites the old one. Behind a shorter one, the rest of the old piece would be left.
        if new.len() < old.len() {
            self.end = start.saturating_add(new.len() as u64 - 1);
            self.truncate().map_err(|error| Error::file("truncate", &self.path, &error))?;
        }
        self.end = start;
        self.file.seek(SeekFrom::Start(start)).map_err(|error| Error::file("write", &self.path, &error))?;
        self.write(new).inspect_err(|_| {
            // The disk has had room for the old piece. If it cannot be written again, the first error is returned.
            let _ = self.write(old);
        })
    }

    pub(super) fn sync(&self) -> Result<()> {
        self.file.sync_data().map_err(|error| Error::file("sync", &self.path, &error))
    }

    fn truncate(&mut self) -> io::Result<()> {
        // The length of a device or a pipe cannot be set.
        if self.file.metadata()?.is_file() {
            self.file.set_len(self.end)?;
            self.file.seek(SeekFrom::Start(self.end))?;
        }
        Ok(())
    }
}

use crate::{Error, Result};
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file that only grows, by whole pieces: each is one write, and half of one is taken back.
#[derive(Debug)]
pub(super) struct Appender {
    path: PathBuf,
    file: File,
    end: u64,
}

impl Appender {
    /// Opens the file with these options and lets `prepare` say where it ends.
    pub(super) fn open(path: &Path, options: &OpenOptions, prepare: impl FnOnce(&File) -> Result<u64>) -> Result<Self> {
        let file = options.open(path).map_err(|error| Error::file("open", path, &error))?;
        let end = prepare(&file)?;
        let mut appender = Self { path: path.to_owned(), file, end };
        appender.cut().map_err(|error| Error::file("cut", path, &error))?;
        Ok(appender)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn write(&mut self, piece: &[u8]) -> Result<()> {
        match self.file.write_all(piece) {
            Ok(()) => self.end = self.end.saturating_add(piece.len() as u64),
            Err(error) => {
                // Where this fails too there is no more to be done, and the error to tell is the first.
                let _ = self.cut();
                return Err(Error::file("write", &self.path, &error));
            }
        }
        Ok(())
    }

    pub(super) fn sync(&self) -> Result<()> {
        self.file.sync_data().map_err(|error| Error::file("sync", &self.path, &error))
    }

    fn cut(&mut self) -> io::Result<()> {
        // Devices and pipes have no length to set.
        if self.file.metadata()?.is_file() {
            self.file.set_len(self.end)?;
            self.file.seek(SeekFrom::Start(self.end))?;
        }
        Ok(())
    }
}

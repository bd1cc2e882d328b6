use crate::data::file::fnv;
use crate::{Error, Result};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The size and the checksum of a file. They detect accidental changes, but not forgery.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FileChecksum {
    pub(crate) bytes: u64,
    pub(crate) checksum: String,
}

/// The number of bytes that are read at a time. It is a multiple of 8, so that every block but the last one holds whole words.
const BLOCK_SIZE: u64 = 1 << 20;

impl FileChecksum {
    /// Reads the file at `path` and computes its size and checksum.
    pub(crate) fn of(path: &Path) -> Result<Self> {
        File::open(path).and_then(Self::of_bytes).map_err(|error| Error::file("read", path, &error))
    }

    /// Computes FNV-1a over words of 8 bytes (little-endian), which is faster than over single bytes. The last word is filled
    /// with zeros.
    ///
    /// The rotation is not part of FNV-1a. A multiplication carries a change of a bit only to higher bits, so without the
    /// rotation a change of the highest bit of a word would change only one bit of the checksum.
    fn of_bytes(mut file: impl Read) -> io::Result<Self> {
        let (mut bytes, mut checksum) = (0, fnv::START);
        let mut buffer = vec![];
        loop {
            buffer.clear();
            let read = file.by_ref().take(BLOCK_SIZE).read_to_end(&mut buffer)?;
            if read == 0 {
                return Ok(Self { bytes, checksum: format!("{checksum:016x}") });
            }
            bytes += read as u64;
            for chunk in buffer.chunks(8) {
                let mut word = [0; 8];
                word[..chunk.len()].copy_from_slice(chunk);
                checksum = (checksum ^ u64::from_le_bytes(word)).rotate_left(23).wrapping_mul(fnv::PRIME);
            }
        }
    }

    /// Checks that the file at `path` has this size and this checksum.
    pub(crate) fn verify(&self, path: &Path) -> Result<()> {
        let found = Self::of(path)?;
        if found == *self {
            return Ok(());
        }
        let (expected, found) = if found.bytes == self.bytes {
            (format!("the checksum {:?}", self.checksum), format!("{:?}", found.checksum))
        } else {
            (format!("the size of {} bytes", self.bytes), format!("{} bytes", found.bytes))
        };
        let expected = format!("{expected} that checkpoint.json has for this file");
        let found = format!("{found} (the file was changed or replaced after the save; use another checkpoint)");
        Err(Error::data("", expected, found).in_file(path.display()))
    }
}

use crate::data::file::fnv;
use crate::{Error, Result};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A file's size, and a sum over its bytes: it finds accidents and mix-ups, not forgery.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FileChecksum {
    pub(super) bytes: u64,
    pub(super) checksum: String,
}

const BLOCK_SIZE: u64 = 1 << 20;

impl FileChecksum {
    pub(super) fn of(path: &Path) -> Result<Self> {
        File::open(path).and_then(Self::of_bytes).map_err(|error| Error::file("read", path, &error))
    }

    /// FNV-1a over words of eight bytes, turned so that no bit is only ever at the end of a word.
    fn of_bytes(mut file: impl Read) -> io::Result<Self> {
        let (mut bytes, mut sum) = (0, fnv::START);
        let mut buffer = vec![];
        loop {
            buffer.clear();
            let read = file.by_ref().take(BLOCK_SIZE).read_to_end(&mut buffer)?;
            if read == 0 {
                return Ok(Self { bytes, checksum: format!("{sum:016x}") });
            }
            bytes += read as u64;
            for part in buffer.chunks(8) {
                let mut word = [0; 8];
                word[..part.len()].copy_from_slice(part);
                sum = (sum ^ u64::from_le_bytes(word)).rotate_left(23).wrapping_mul(fnv::PRIME);
            }
        }
    }

    /// That a file is the one whose sum this is.
    pub(super) fn verify(&self, path: &Path) -> Result<()> {
        let found = Self::of(path)?;
        if found == *self {
            return Ok(());
        }
        let (expected, found) = match found.bytes == self.bytes {
            true => (
                format!("the checksum {:?} that checkpoint.json has: the file that was saved with it", self.checksum),
                format!("{:?}", found.checksum),
            ),
            false => (format!("{} bytes, as checkpoint.json has it", self.bytes), found.bytes.to_string()),
        };
        Err(Error::data("", expected, found).in_file(path.display()))
    }
}

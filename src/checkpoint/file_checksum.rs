use crate::data::file::{fnv, open_plain};
use crate::{Error, Result};
use std::io::{self, Write};
use std::path::Path;

/// The size and the checksum of a file. They detect accidental changes, but not forgery.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct FileChecksum {
    pub(crate) bytes: u64,
    pub(crate) checksum: String,
}

impl FileChecksum {
    /// The size and the checksum of these bytes.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Self {
        let mut hasher = FileHasher::default();
        hasher.update(bytes);
        hasher.finish()
    }

    /// Reads the file at `path` and checks that it has this size and this checksum.
    pub(crate) fn verify(&self, path: &Path) -> Result<()> {
        let fail = |error: io::Error| Error::file("read", path, &error);
        let (mut file, found) = open_plain(path).map_err(fail)?;
        if found.len() != self.bytes {
            // The checksum is not needed, and a file of another size may be very long.
            return self.compare(&Self { bytes: found.len(), checksum: String::new() }, path);
        }
        let mut hasher = FileHasher::default();
        io::copy(&mut file, &mut hasher).map_err(fail)?;
        self.compare(&hasher.finish(), path)
    }

    /// Checks that the file at `path`, which has the size and the checksum `found`, has not changed since the save.
    pub(crate) fn compare(&self, found: &Self, path: &Path) -> Result<()> {
        if found == self {
            return Ok(());
        }
        let (expected, found) = if found.bytes == self.bytes {
            (format!("the checksum {:?}", self.checksum), format!("{:?}", found.checksum))
        } else {
            (format!("the size of {} bytes", self.bytes), format!("{} bytes", found.bytes))
        };
        let expected = format!("{expected} that checkpoint.json has for this file");
        let found = format!("{found} (the file was changed or replaced after the save)");
        Err(Error::data("", expected, found).in_file(path.display()))
    }
}

/// Computes a [`FileChecksum`] while a file is written or read.
///
/// The checksum is FNV-1a over words of 8 bytes (little-endian), which is faster than over single bytes. The last word is filled up
/// with zeros.
///
/// The rotation is not part of FNV-1a. A multiplication carries a change of a bit only to higher bits, so without the rotation a
/// change of the highest bit of a word would change only one bit of the checksum.
#[derive(Debug)]
pub(crate) struct FileHasher {
    bytes: u64,
    checksum: u64,
    /// The bytes after the last whole word.
    rest: [u8; WORD],
    rest_len: usize,
}

const WORD: usize = 8;

impl Default for FileHasher {
    fn default() -> Self {
        Self { bytes: 0, checksum: fnv::START, rest: [0; WORD], rest_len: 0 }
    }
}

impl FileHasher {
    pub(crate) fn update(&mut self, mut bytes: &[u8]) {
        self.bytes += bytes.len() as u64;
        if self.rest_len > 0 {
            let taken = bytes.len().min(WORD - self.rest_len);
            self.rest[self.rest_len..][..taken].copy_from_slice(&bytes[..taken]);
            self.rest_len += taken;
            bytes = &bytes[taken..];
            if self.rest_len < WORD {
                return;
            }
            self.checksum = after(self.checksum, self.rest);
            self.rest_len = 0;
        }
        let (words, rest) = bytes.as_chunks::<WORD>();
        self.checksum = words.iter().fold(self.checksum, |checksum, word| after(checksum, *word));
        self.rest[..rest.len()].copy_from_slice(rest);
        self.rest_len = rest.len();
    }

    pub(crate) fn finish(mut self) -> FileChecksum {
        if self.rest_len > 0 {
            self.rest[self.rest_len..].fill(0);
            self.checksum = after(self.checksum, self.rest);
        }
        FileChecksum { bytes: self.bytes, checksum: format!("{:016x}", self.checksum) }
    }
}

fn after(checksum: u64, word: [u8; WORD]) -> u64 {
    (checksum ^ u64::from_le_bytes(word)).rotate_left(23).wrapping_mul(fnv::PRIME)
}

impl Write for FileHasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_does_not_depend_on_how_the_bytes_are_cut() {
        let bytes: Vec<u8> = (0..61u8).map(|index| index.wrapping_mul(37)).collect();
        let whole = FileChecksum::of_bytes(&bytes);
        for first in 0..=bytes.len() {
            for second in first..=bytes.len() {
                let mut hasher = FileHasher::default();
                for piece in [&bytes[..first], &bytes[first..second], &bytes[second..]] {
                    hasher.update(piece);
                }
                assert_eq!(hasher.finish(), whole, "cut at {first} and {second}");
            }
        }
        assert_ne!(FileChecksum::of_bytes(&bytes[..60]), whole);
    }
}

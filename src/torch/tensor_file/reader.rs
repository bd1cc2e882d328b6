//! Reads tensors from a safetensors file, and computes the checksum of the file while it reads.

use crate::checkpoint::{FileChecksum, FileHasher};
use crate::data::file::open_plain;
use crate::torch::libtorch_error;
use crate::{Error, Result};
use safetensors::tensor::TensorInfo;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use tch::{Kind, Tensor};

/// The number of bytes that are read and added to the checksum at a time. They fit into the cache of a processor.
const BLOCK_SIZE: usize = 1 << 20;

/// Reads all tensors of the file at `path` to the CPU, in the order of their names. Checks that the file has not changed since the
/// save.
///
/// Needs the memory of one tensor in addition to the memory of the result.
pub(in crate::torch) fn read_tensors(path: &Path, saved: &FileChecksum) -> Result<Vec<(String, Tensor)>> {
    let (file, _) = open_plain(path).map_err(|error| Error::file("read", path, &error))?;
    let mut file = HashedFile { file, hasher: FileHasher::default() };
    let read = read(&mut file, saved.bytes);
    if read.is_err() {
        // If the file has changed, this is the cause.
        saved.verify(path)?;
    }
    let tensors = read.map_err(|error| match error {
        Failure::Io(error) => Error::file("read", path, &error),
        Failure::Format(found) => Error::data("", "a safetensors file", found).in_file(path.display()),
        Failure::Torch(error) => error,
    })?;
    saved.compare(&file.hasher.finish(), path)?;
    Ok(tensors)
}

enum Failure {
    Io(io::Error),
    Format(String),
    Torch(Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn wrong(found: impl ToString) -> Failure {
    Failure::Format(found.to_string())
}

struct HashedFile {
    file: File,
    hasher: FileHasher,
}

impl HashedFile {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        for block in bytes.chunks_mut(BLOCK_SIZE) {
            self.file.read_exact(block)?;
            self.hasher.update(block);
        }
        Ok(())
    }
}

/// Reads a file of `size` bytes.
fn read(file: &mut HashedFile, size: u64) -> std::result::Result<Vec<(String, Tensor)>, Failure> {
    let found = file.file.metadata()?.len();
    if found != size {
        return Err(wrong(format!("{found} bytes")));
    }
    let mut length = [0; 8];
    file.read(&mut length)?;
    let length = u64::from_le_bytes(length);
    let data_size = size.checked_sub(8).and_then(|rest| rest.checked_sub(length));
    let data_size = data_size.ok_or_else(|| wrong(format!("a header of {length} bytes in a file of {size} bytes")))?;
    let mut header = vec![0; usize::try_from(length).map_err(wrong)?];
    file.read(&mut header)?;
    let mut buffer = vec![];
    let mut tensors = vec![];
    for (name, info) in entries(&header, data_size)? {
        buffer.resize(info.data_offsets.1 - info.data_offsets.0, 0);
        file.read(&mut buffer)?;
        let shape = info.shape.iter().map(|size| i64::try_from(*size)).collect::<std::result::Result<Vec<_>, _>>();
        let kind = Kind::try_from(info.dtype).map_err(|error| wrong(format!("{name}: {error}")))?;
        let tensor = Tensor::f_from_data_size(&buffer, &shape.map_err(wrong)?, kind);
        tensors.push((name, tensor.map_err(|error| Failure::Torch(libtorch_error(error)))?));
    }
    tensors.sort_by(|(left, _), (right, _)| left.cmp(right));
    Ok(tensors)
}

/// The tensors that the header lists, in the order of their data. Checks that the data of the tensors fill the file without gaps,
/// and that the shape of each tensor fits the size of its data.
fn entries(header: &[u8], data_size: u64) -> std::result::Result<Vec<(String, TensorInfo)>, Failure> {
    let entries: BTreeMap<String, TensorInfo> = serde_json::from_slice(header).map_err(wrong)?;
    let mut entries: Vec<_> = entries.into_iter().collect();
    entries.sort_by_key(|(_, info)| info.data_offsets);
    let mut offset = 0;
    for (name, info) in &entries {
        let elements = info.shape.iter().try_fold(1usize, |product, size| product.checked_mul(*size));
        let size = elements.and_then(|elements| elements.checked_mul(info.dtype.size()));
        let end = size.and_then(|size| size.checked_add(offset));
        if (Some(info.data_offsets.0), Some(info.data_offsets.1)) != (Some(offset), end) {
            return Err(wrong(format!("{name} at {:?} with the shape {:?}", info.data_offsets, info.shape)));
        }
        offset = info.data_offsets.1;
    }
    if offset as u64 == data_size { Ok(entries) } else { Err(wrong(format!("{data_size} bytes of data for {offset}"))) }
}

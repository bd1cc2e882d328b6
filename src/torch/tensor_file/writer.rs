//! Writes tensors to a safetensors file, and computes the checksum of the file while it writes.

use crate::checkpoint::{FileChecksum, FileHasher};
use crate::data::file;
use crate::torch::libtorch_error;
use crate::{Error, Result};
use safetensors::tensor::{Dtype, TensorInfo};
use serde::Serializer;
use serde::ser::SerializeMap;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use tch::{Device, Tensor, no_grad};

/// The number of bytes that are copied, added to the checksum and written at a time. They fit into the cache of a processor.
const BLOCK_SIZE: usize = 1 << 20;

/// The key of the header that is not a tensor.
const RESERVED_NAME: &str = "__metadata__";

/// Texts in the header of a file, by name.
pub(in crate::torch) type Metadata = BTreeMap<&'static str, String>;

/// Writes the tensors to a new file in the format safetensors, and syncs the file to the disk.
///
/// Needs memory for one block. A tensor that is not on the CPU, or not contiguous, is copied first, one tensor at a time.
pub(in crate::torch) fn write_tensors(path: &Path, tensors: Vec<(String, Tensor)>) -> Result<FileChecksum> {
    let failed = |error: io::Error| Error::file("write", path, &error);
    let mut file = HashedFile { file: File::create_new(path).map_err(failed)?, hasher: FileHasher::default() };
    write(&mut file, path, tensors, None)?;
    file.file.sync_all().map_err(failed)?;
    Ok(file.hasher.finish())
}

/// Writes the tensors as [`write_tensors`] does, with metadata. Replaces an existing file atomically.
pub(in crate::torch) fn replace_tensors(path: &Path, tensors: Vec<(String, Tensor)>, metadata: &Metadata) -> Result<()> {
    let mut failure = None;
    let replaced = file::replace_by(path, |file| {
        let mut file = HashedFile { file, hasher: FileHasher::default() };
        write(&mut file, path, tensors, Some(metadata)).map_err(|error| {
            let reason = error.to_string();
            failure = Some(error);
            io::Error::other(reason)
        })
    });
    match failure {
        Some(error) => Err(error),
        None => replaced.map(drop),
    }
}

fn write<W: Write>(
    file: &mut HashedFile<W>,
    path: &Path,
    tensors: Vec<(String, Tensor)>,
    metadata: Option<&Metadata>,
) -> Result<()> {
    let refused = |reason: String| Error::file("write", path, &io::Error::new(io::ErrorKind::InvalidInput, reason));
    let entries = entries(tensors).map_err(refused)?;
    let header = header(&entries, metadata).map_err(refused)?;
    let head = file.write(&(header.len() as u64).to_le_bytes()).and_then(|()| file.write(&header));
    head.map_err(|error| Error::file("write", path, &error))?;
    let mut block = vec![];
    no_grad(|| entries.iter().try_for_each(|entry| file.write_tensor(&entry.tensor, &mut block, path)))
}

struct Entry {
    name: String,
    tensor: Tensor,
    info: TensorInfo,
}

/// The tensors in the order of the file: larger elements first, so that all of them are aligned, and then by name.
fn entries(tensors: Vec<(String, Tensor)>) -> std::result::Result<Vec<Entry>, String> {
    let entry = |(name, tensor): (String, Tensor)| {
        let refused = |reason: String| format!("{name}: {reason}");
        if name == RESERVED_NAME {
            return Err(refused("safetensors does not allow this name".into()));
        }
        if tensor.is_sparse() {
            return Err(refused("safetensors has no sparse tensors".into()));
        }
        let dtype = tensor.f_kind().and_then(Dtype::try_from).map_err(|error| refused(error.to_string()))?;
        let shape = tensor.size().iter().map(|size| usize::try_from(*size)).collect::<std::result::Result<_, _>>();
        let shape = shape.map_err(|error| refused(error.to_string()))?;
        Ok(Entry { name, tensor, info: TensorInfo { dtype, shape, data_offsets: (0, 0) } })
    };
    let mut entries = tensors.into_iter().map(entry).collect::<std::result::Result<Vec<_>, _>>()?;
    entries.sort_by(|left, right| right.info.dtype.cmp(&left.info.dtype).then_with(|| left.name.cmp(&right.name)));
    let mut offset = 0;
    for Entry { tensor, info, .. } in &mut entries {
        let end = offset + tensor.numel() * info.dtype.size();
        info.data_offsets = (offset, end);
        offset = end;
    }
    Ok(entries)
}

/// The header in JSON, filled with spaces to a multiple of 8 bytes.
fn header(entries: &[Entry], metadata: Option<&Metadata>) -> std::result::Result<Vec<u8>, String> {
    let mut header = vec![];
    let mut serializer = serde_json::Serializer::new(&mut header);
    let written = serializer.serialize_map(None).and_then(|mut map| {
        metadata.map_or(Ok(()), |metadata| map.serialize_entry(RESERVED_NAME, metadata))?;
        entries.iter().try_for_each(|entry| map.serialize_entry(&entry.name, &entry.info))?;
        map.end()
    });
    written.map_err(|error| error.to_string())?;
    header.resize(header.len().next_multiple_of(8), b' ');
    Ok(header)
}

struct HashedFile<W> {
    file: W,
    hasher: FileHasher,
}

impl<W: Write> HashedFile<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hasher.update(bytes);
        self.file.write_all(bytes)
    }

    fn write_tensor(&mut self, tensor: &Tensor, block: &mut Vec<u8>, path: &Path) -> Result<()> {
        let on_cpu = tensor.f_detach().and_then(|tensor| tensor.f_to_device(Device::Cpu));
        let flat = on_cpu.and_then(|tensor| tensor.f_contiguous()?.f_view(-1)).map_err(libtorch_error)?;
        let element_size = flat.kind().elt_size_in_bytes();
        let (per_block, count) = (BLOCK_SIZE / element_size, flat.numel());
        for start in (0..count).step_by(per_block) {
            let length = per_block.min(count - start);
            block.resize(length * element_size, 0);
            let part = flat.f_narrow(0, start as i64, length as i64).map_err(libtorch_error)?;
            part.f_copy_data_u8(block, length).map_err(libtorch_error)?;
            self.write(block).map_err(|error| Error::file("write", path, &error))?;
        }
        Ok(())
    }
}

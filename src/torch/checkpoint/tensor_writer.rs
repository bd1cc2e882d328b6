//! Writes tensors to a safetensors file, and computes the checksum of the file while it writes.

use super::libtorch_error;
use crate::checkpoint::{FileChecksum, FileHasher};
use crate::{Error, Result};
use safetensors::tensor::{Dtype, TensorInfo};
use serde::Serializer;
use serde::ser::SerializeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use tch::{Device, Tensor, no_grad};

/// The number of bytes that are copied, added to the checksum and written at a time. They fit into the cache of a processor.
const BLOCK_SIZE: usize = 1 << 20;

/// The key of the header that is not a tensor.
const RESERVED_NAME: &str = "__metadata__";

/// Writes the tensors to `path` in the format safetensors, and syncs the file to the disk.
///
/// Needs memory for one block. A tensor that is not on the CPU, or not contiguous, is copied first, one tensor at a time.
pub(super) fn write_tensors(path: &Path, tensors: Vec<(String, Tensor)>) -> Result<FileChecksum> {
    let refused = |reason: String| Error::File { path: path.to_owned(), action: "write", reason };
    let failed = |error: io::Error| Error::file("write", path, &error);
    let entries = entries(tensors).map_err(refused)?;
    let header = header(&entries).map_err(refused)?;
    let mut file = HashedFile { file: File::create_new(path).map_err(failed)?, hasher: FileHasher::default() };
    file.write(&(header.len() as u64).to_le_bytes()).and_then(|()| file.write(&header)).map_err(failed)?;
    let mut block = vec![];
    no_grad(|| entries.iter().try_for_each(|entry| file.write_tensor(&entry.tensor, &mut block, path)))?;
    file.file.sync_all().map_err(failed)?;
    Ok(file.hasher.finish())
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
fn header(entries: &[Entry]) -> std::result::Result<Vec<u8>, String> {
    let mut header = vec![];
    let mut serializer = serde_json::Serializer::new(&mut header);
    let written = serializer.serialize_map(Some(entries.len())).and_then(|mut map| {
        entries.iter().try_for_each(|entry| map.serialize_entry(&entry.name, &entry.info))?;
        map.end()
    });
    written.map_err(|error| error.to_string())?;
    header.resize(header.len().next_multiple_of(8), b' ');
    Ok(header)
}

struct HashedFile {
    file: File,
    hasher: FileHasher,
}

impl HashedFile {
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

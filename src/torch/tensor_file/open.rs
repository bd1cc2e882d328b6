use crate::data::file::open_plain;
use crate::torch::libtorch_error;
use crate::{Error, Result};
use safetensors::SafeTensors;
use std::collections::HashMap;
use std::io::{self, Read};
use std::path::Path;
use tch::Tensor;

/// Named tensors, and the texts in the header of their file by name.
type Opened = (Vec<(String, Tensor)>, HashMap<String, String>);

/// The length of the header in 8 bytes, and the brace with which the header begins.
const START: usize = 9;

/// Reads all tensors of a safetensors file that any program may have written, and the texts in its header.
pub(in crate::torch) fn open_tensors(path: &Path) -> Result<Opened> {
    let fail = |error: io::Error| Error::file("read", path, &error);
    let wrong = |found: String| Error::data("", "a safetensors file", found).in_file(path.display());
    let (mut file, metadata) = open_plain(path).map_err(fail)?;
    // A long file of another kind is refused before all of it is read.
    let mut bytes = vec![];
    file.by_ref().take(START as u64).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.get(START - 1) != Some(&b'{') {
        return Err(wrong(format!("a file of {} bytes without the header of one", metadata.len())));
    }
    file.read_to_end(&mut bytes).map_err(fail)?;
    let (_, header) = SafeTensors::read_metadata(&bytes).map_err(|error| wrong(error.to_string()))?;
    let file = SafeTensors::deserialize(&bytes).map_err(|error| wrong(error.to_string()))?;
    let tensors = file.tensors().into_iter().map(|(name, view)| Ok((name, Tensor::try_from(view).map_err(libtorch_error)?)));
    Ok((tensors.collect::<Result<_>>()?, header.metadata().clone().unwrap_or_default()))
}

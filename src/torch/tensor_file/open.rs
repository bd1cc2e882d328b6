use crate::torch::libtorch_error;
use crate::{Error, Result};
use safetensors::SafeTensors;
use std::collections::HashMap;
use std::fs;
use std::path::Path;
use tch::Tensor;

/// Named tensors, and the texts in the header of their file by name.
type Opened = (Vec<(String, Tensor)>, HashMap<String, String>);

/// Reads all tensors of a safetensors file that any program may have written, and the texts in its header.
pub(in crate::torch) fn open_tensors(path: &Path) -> Result<Opened> {
    let bytes = fs::read(path).map_err(|error| Error::file("read", path, &error))?;
    let wrong = |found: String| Error::data("", "a safetensors file", found).in_file(path.display());
    let (_, header) = SafeTensors::read_metadata(&bytes).map_err(|error| wrong(error.to_string()))?;
    let file = SafeTensors::deserialize(&bytes).map_err(|error| wrong(error.to_string()))?;
    let tensors = file.tensors().into_iter().map(|(name, view)| Ok((name, Tensor::try_from(view).map_err(libtorch_error)?)));
    Ok((tensors.collect::<Result<_>>()?, header.metadata().clone().unwrap_or_default()))
}

//! Writes the variables of a `VarStore` to a safetensors file, and loads them from one.

use super::file_checksum::FileChecksum;
use crate::{Cause, Error, Result};
use std::fs::OpenOptions;
use std::path::Path;
use tch::nn::VarStore;
use tch::{Device, TchError, Tensor, no_grad};

fn libtorch_error(error: impl ToString) -> Error {
    Error::Torch(error.to_string())
}

fn safetensors_error(action: &'static str, path: &Path, error: TchError) -> Error {
    let source = match error {
        // tch puts the path before the reason, and `Error::File` does so too.
        TchError::SafeTensorError { err, .. } => Cause::new(err),
        other => Cause::new(other),
    };
    Error::File { path: path.to_owned(), action, source }
}

/// Writes all variables of `vs` to `path` and syncs the file to the disk.
pub(super) fn write(vs: &VarStore, path: &Path) -> Result<FileChecksum> {
    let on_cpu = |(name, variable): (String, Tensor)| {
        // safetensors takes only contiguous tensors on the CPU.
        let copy = variable.f_detach().and_then(|tensor| tensor.f_to_device(Device::Cpu)).and_then(|tensor| tensor.f_contiguous());
        copy.map(|tensor| (name, tensor)).map_err(libtorch_error)
    };
    let tensors = vs.variables().into_iter().map(on_cpu).collect::<Result<Vec<_>>>()?;
    Tensor::write_safetensors(&tensors, path).map_err(|error| safetensors_error("write", path, error))?;
    // Windows syncs only files that are open for writing.
    let file = OpenOptions::new().write(true).open(path);
    file.and_then(|file| file.sync_all()).map_err(|error| Error::file("write", path, &error))?;
    FileChecksum::of(path)
}

/// Saved weights that have passed every check. Each one is on the device of its variable.
#[derive(Debug)]
pub(super) struct PreparedWeights {
    /// A saved tensor, and the variable that it is for.
    pairs: Vec<(Tensor, Tensor)>,
}

/// Reads weights from `path` and checks that their names, shapes and kinds are those of `vs`. Does not change `vs`.
pub(super) fn prepare(vs: &VarStore, path: &Path) -> Result<PreparedWeights> {
    let wrong = |name: &str, expected: String, found: String| Err(Error::data(name, expected, found).in_file(path.display()));
    let described = |tensor: &Tensor| format!("{:?} of shape {:?}", tensor.kind(), tensor.size());
    let mut variables = vs.variables();
    let mut pairs = vec![];
    let mut saved = Tensor::read_safetensors(path).map_err(|error| safetensors_error("read", path, error))?;
    // In the order of the names, so that the first error is always the same.
    saved.sort_by(|(left, _), (right, _)| left.cmp(right));
    for (name, saved) in saved {
        let Some(variable) = variables.remove(&name) else {
            return wrong(&name, "no variable of this name, as in the VarStore".into(), described(&saved));
        };
        if (variable.size(), variable.kind()) != (saved.size(), saved.kind()) {
            return wrong(&name, format!("{}, as in the VarStore", described(&variable)), described(&saved));
        }
        pairs.push((saved.f_to_device(variable.device()).map_err(libtorch_error)?, variable));
    }
    if let Some((name, variable)) = variables.iter().min_by_key(|(name, _)| *name) {
        return wrong(name, format!("{}, as in the VarStore", described(variable)), "no variable of this name".into());
    }
    Ok(PreparedWeights { pairs })
}

impl PreparedWeights {
    /// Writes the saved weights to the variables.
    pub(super) fn commit(self) -> Result<()> {
        no_grad(|| {
            self.pairs.into_iter().try_for_each(|(saved, mut variable)| variable.f_copy_(&saved).map(drop).map_err(libtorch_error))
        })
    }
}

//! The weights of a store in a safetensors file.

use super::file_checksum::FileChecksum;
use crate::{Error, Result};
use std::fs::OpenOptions;
use std::path::Path;
use tch::nn::VarStore;
use tch::{Device, Tensor, no_grad};

fn libtorch_error(error: impl ToString) -> Error {
    Error::Torch(error.to_string())
}

/// Writes the weights, down to the disk.
pub(super) fn write(vs: &VarStore, path: &Path) -> Result<FileChecksum> {
    let on_cpu = |(name, variable): (String, Tensor)| {
        // Whatever the device and the order in memory.
        let copy = variable.f_detach().and_then(|tensor| tensor.f_to_device(Device::Cpu)).and_then(|tensor| tensor.f_contiguous());
        copy.map(|tensor| (name, tensor)).map_err(libtorch_error)
    };
    let tensors = vs.variables().into_iter().map(on_cpu).collect::<Result<Vec<_>>>()?;
    let failed = |reason: String| Error::File { path: path.to_owned(), action: "write", reason };
    Tensor::write_safetensors(&tensors, path).map_err(|error| failed(error.to_string()))?;
    let file = OpenOptions::new().write(true).open(path);
    file.and_then(|file| file.sync_all()).map_err(|error| failed(error.to_string()))?;
    FileChecksum::of(path)
}

/// Weights that fit the variables they are for, and are where those are.
#[derive(Debug)]
pub(super) struct PreparedWeights(Vec<(Tensor, Tensor)>);

/// Reads weights and checks names, shapes and kinds against those of a store, which is not changed.
pub(super) fn prepare(vs: &VarStore, path: &Path) -> Result<PreparedWeights> {
    let wrong = |name: &str, expected: String, found: String| Err(Error::data(name, expected, found).in_file(path.display()));
    let of = |tensor: &Tensor| format!("{:?} of shape {:?}", tensor.kind(), tensor.size());
    let mut variables = vs.variables();
    let mut pairs = vec![];
    let mut saved = Tensor::read_safetensors(path).map_err(libtorch_error)?;
    saved.sort_by(|(left, _), (right, _)| left.cmp(right));
    for (name, saved) in saved {
        let Some(variable) = variables.remove(&name) else {
            return wrong(&name, "no such variable, as the VarStore has none".into(), of(&saved));
        };
        if (variable.size(), variable.kind()) != (saved.size(), saved.kind()) {
            return wrong(&name, format!("{}, as the VarStore has it", of(&variable)), of(&saved));
        }
        pairs.push((saved.f_to_device(variable.device()).map_err(libtorch_error)?, variable));
    }
    if let Some((name, variable)) = variables.iter().min_by_key(|(name, _)| *name) {
        return wrong(name, format!("{}, as the VarStore has it", of(variable)), "no such variable".into());
    }
    Ok(PreparedWeights(pairs))
}

impl PreparedWeights {
    pub(super) fn commit(self) -> Result<()> {
        no_grad(|| {
            self.0.into_iter().try_for_each(|(saved, mut variable)| variable.f_copy_(&saved).map(drop).map_err(libtorch_error))
        })
    }
}

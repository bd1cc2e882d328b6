use super::part::{Part, PartContent};
use crate::checkpoint::{FileChecksum, ManifestEntry, OptimizerEntry, json_path, optimizer_path, state_path, tensors_path};
use crate::data::file;
use crate::torch::tensor_file::write_tensors;
use crate::{OptimizerState, Result, State};
use std::path::Path;
use tch::nn::{Optimizer, VarStore};

/// Writes the files of one part to the checkpoint in `folder`, and returns its name and its entry in the manifest.
pub(super) fn write_part(part: &Part<'_>, folder: &Path) -> Result<(String, ManifestEntry)> {
    let write = Write { folder, part: part.name };
    let entry = match &part.content {
        PartContent::Weights(vs) => ManifestEntry { weights: Some(write.weights(vs)?), ..Default::default() },
        PartContent::Average(averaged) => ManifestEntry {
            weights: Some(write.weights(averaged.vs())?),
            n_averaged: Some(averaged.n_averaged()),
            ..Default::default()
        },
        PartContent::ScheduledOptimizer(vs, opt) => write.run(vs, &opt.optimizer, opt.state())?,
        PartContent::PlainOptimizer(vs, scheduler, optimizer) => write.run(vs, optimizer, scheduler.state())?,
        PartContent::Tensors(tensors) => {
            let tensors = tensors.iter().map(|(name, tensor)| (name.clone(), tensor.shallow_clone())).collect();
            let written = write_tensors(&tensors_path(folder, part.name), tensors)?;
            ManifestEntry { tensors: Some(written), ..Default::default() }
        }
        PartContent::Json(text) => {
            let written = write.text(&json_path(folder, part.name), text)?;
            ManifestEntry { json: Some(written), ..Default::default() }
        }
    };
    Ok((part.name.into(), entry))
}

/// The folder and the names of the files of a part.
#[derive(Clone, Copy)]
struct Write<'a> {
    folder: &'a Path,
    part: &'a str,
}

impl Write<'_> {
    fn run(self, vs: &VarStore, optimizer: &Optimizer, state: &State) -> Result<ManifestEntry> {
        Ok(ManifestEntry {
            weights: Some(self.weights(vs)?),
            optimizer: Some(self.optimizer(vs, optimizer)?),
            state: Some(self.text(&state_path(self.folder, self.part), &state.to_json()?)?),
            ..Default::default()
        })
    }

    fn weights(self, vs: &VarStore) -> Result<FileChecksum> {
        write_tensors(&tensors_path(self.folder, self.part), vs.variables().into_iter().collect())
    }

    fn optimizer(self, vs: &VarStore, optimizer: &Optimizer) -> Result<OptimizerEntry> {
        let state = OptimizerState::shared(vs, optimizer)?;
        let tensors = state.tensors().map(|(name, tensor)| (name, tensor.shallow_clone())).collect();
        let tensors = write_tensors(&optimizer_path(self.folder, self.part), tensors)?;
        let steps = state.steps().map(|(name, steps)| (name.into(), steps)).collect();
        Ok(OptimizerEntry { class: state.class().to_string(), steps, tensors })
    }

    fn text(self, path: &Path, text: &str) -> Result<FileChecksum> {
        file::write(path, text.as_bytes())?;
        Ok(FileChecksum::of_bytes(text.as_bytes()))
    }
}

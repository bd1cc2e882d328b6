use super::settings::Settings;
use super::text::Text;
use super::trainer::Trainer;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use tch_lr_scheduler::{Checkpoint, Checkpoints, Part, PartMut, Restored};

const KEPT: usize = 3;

// The names of the parts of a checkpoint.
const NETWORK: &str = "gpt";
const SETTINGS: &str = "settings";
const TEXT: &str = "text_hash";
const SCALER: &str = "loss_scaler";

pub fn checkpoints(folder: &Path) -> Result<Checkpoints> {
    Ok(Checkpoints::new(folder).keep_last(KEPT)?)
}

/// The last checkpoint of the folder, and the settings of its run.
pub fn find(folder: &Path) -> Result<(Checkpoint, Settings)> {
    let latest = Checkpoints::new(folder).latest()?;
    let latest = latest.with_context(|| format!("--resume: there is no checkpoint in {}", folder.display()))?;
    let settings = latest.json_of(SETTINGS)?;
    Ok((latest, settings))
}

/// Saves the weights, the moments of AdamW, the state of the schedules, the random generators, and what else a resume needs.
pub fn save(checkpoints: &Checkpoints, trainer: &Trainer, text: &Text) -> Result<()> {
    checkpoints.save_parts(&[
        Part::new(NETWORK, &trainer.vs, &trainer.opt),
        Part::json(SETTINGS, &trainer.settings)?,
        Part::json(TEXT, &text.hash)?,
        Part::json(SCALER, &trainer.scaler)?,
    ])?;
    Ok(())
}

/// Loads everything that `save` has saved. The next step is the one that the interrupted run would have made, to the bit.
pub fn load(checkpoint: &Checkpoint, trainer: &mut Trainer, text: &Text) -> Result<Restored> {
    let hash: u64 = checkpoint.json_of(TEXT)?;
    ensure!(hash == text.hash, "--resume: the text has changed since the checkpoint was saved, so the batches would be others");
    let mut scaler = None;
    let restored =
        checkpoint.load_parts([PartMut::new(NETWORK, &mut trainer.vs, &mut trainer.opt), PartMut::json(SCALER, &mut scaler)])?;
    // A run that changes to or from mixed precision keeps the scale of its own precision.
    if trainer.scaler.is_some() && scaler.is_some() {
        trainer.scaler = scaler;
    }
    Ok(restored)
}

use super::job::Job;
use super::settings::Settings;
use super::text::Text;
use super::trainer::Trainer;
use anyhow::{Result, ensure};
use data_parallel::{Ranks, check_only_ranks_changed, checkpoint_of_first};
use std::path::Path;
use tch_lr_scheduler::{Checkpoint, Checkpoints, Part, PartMut, ResumePolicy};

const KEPT: usize = 3;

// The names of the parts of a checkpoint.
const NETWORK: &str = "gpt";
const SETTINGS: &str = "settings";
const TEXT: &str = "text_hash";
const SCALER: &str = "loss_scaler";
const RANKS: &str = "ranks";

pub fn checkpoints(folder: &Path) -> Result<Checkpoints> {
    Ok(Checkpoints::new(folder).keep_last(KEPT)?)
}

/// The last checkpoint of the folder, and the settings of its run for one rank. Collective.
pub fn find(ranks: &Ranks, folder: &Path) -> Result<(Checkpoint, Settings)> {
    let latest = checkpoint_of_first(ranks, &Checkpoints::new(folder))?;
    let settings = latest.json_of(SETTINGS)?;
    Ok((latest, settings))
}

/// Saves what all ranks have. Only rank 0 calls it.
pub fn save(checkpoints: &Checkpoints, ranks: &Ranks, job: &Job, trainer: &Trainer, text: &Text) -> Result<()> {
    checkpoints.save_parts(&[
        Part::new(NETWORK, &trainer.vs, &trainer.opt),
        Part::json(SETTINGS, &job.of_one)?,
        Part::json(TEXT, &text.hash)?,
        Part::json(SCALER, &trainer.scaler)?,
        Part::json(RANKS, &ranks.count())?,
    ])?;
    Ok(())
}

/// Loads everything that `save` has saved, on every rank. The next batch begins at the first sequence that the run has not seen:
/// the random generator, which draws the sequences, is part of the checkpoint.
pub fn load(checkpoint: &Checkpoint, ranks: &Ranks, job: &Job, trainer: &mut Trainer, text: &Text) -> Result<()> {
    let hash: u64 = checkpoint.json_of(TEXT)?;
    ensure!(hash == text.hash, "--resume: the text has changed since the checkpoint was saved, so the batches would be others");
    let saved_ranks = checkpoint.json_of(RANKS)?;
    check_only_ranks_changed(&checkpoint.state_of(NETWORK)?, &job.on(saved_ranks)?.plan()?.plan)?;
    let mut scaler = None;
    let parts = [PartMut::new(NETWORK, &mut trainer.vs, &mut trainer.opt), PartMut::json(SCALER, &mut scaler)];
    checkpoint.load_parts_with(parts, ResumePolicy::SameSamples)?;
    // A run that changes to or from mixed precision keeps the scale of its own precision.
    if trainer.scaler.is_some() && scaler.is_some() {
        trainer.scaler = scaler;
    }
    if ranks.is_first() {
        let (state, ranks) = (trainer.opt.state(), ranks.count());
        let (step, sequences) = (state.step, state.samples().unwrap_or_default());
        println!("Resumes after {sequences} sequences on {saved_ranks} ranks, at step {step} of {ranks} ranks.");
    }
    Ok(())
}

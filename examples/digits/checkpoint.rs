use super::training::Training;
use anyhow::{Context, Result};
use std::fs;
use std::path::PathBuf;
use tch::nn::VarStore;
use tch_lr_scheduler::{Checkpoints, Mode, Part, PartMut};

// The names of the parts of a checkpoint.
const MODEL: &str = "model";
const AVERAGE: &str = "average";
const EARLY_STOPPING: &str = "early_stopping";

/// Keeps the last checkpoint, from which a run resumes, and the one with the lowest validation loss.
pub fn checkpoints(folder: PathBuf) -> Result<Checkpoints> {
    Ok(Checkpoints::new(folder).keep_last(1)?.keep_best("val_loss", Mode::Min))
}

/// Saves the weights, the state of SGD and of the schedules, the random generators, the averaged weights, and the losses that early
/// stopping has seen.
pub fn save(training: &Training, val_loss: f64) -> Result<()> {
    training.checkpoints.with_metric("val_loss", val_loss)?.save_parts(&[
        Part::new(MODEL, &training.vs, &training.opt),
        Part::average(AVERAGE, &training.averaged),
        Part::json(EARLY_STOPPING, &training.early_stopping.progress)?,
    ])?;
    Ok(())
}

/// Loads the last checkpoint, or deletes the checkpoints of an earlier run.
pub fn resume_or_start(training: &mut Training) -> Result<()> {
    if !training.args.resume {
        return training.checkpoints.paths()?.iter().try_for_each(|path| Ok(fs::remove_dir_all(path)?));
    }
    let folder = training.args.folder();
    let latest = training.checkpoints.latest()?;
    let latest =
        latest.with_context(|| format!("--resume: there is no checkpoint in {}; run without --resume", folder.display()))?;
    let parts = [
        PartMut::new(MODEL, &mut training.vs, &mut training.opt),
        PartMut::average(AVERAGE, &mut training.averaged),
        PartMut::json(EARLY_STOPPING, &mut training.early_stopping.progress),
    ];
    let restored = latest.load_parts(parts).context("--resume needs the flags of the run that it continues")?;
    println!("Resumes from {restored}, with epoch {}.", training.epoch() + 1);
    Ok(())
}

/// Loads the weights with the lowest validation loss. Returns the step at which they were saved, or `None` if there are none.
pub fn load_best(checkpoints: &Checkpoints, vs: &mut VarStore) -> Result<Option<u64>> {
    let Some(best) = checkpoints.best()? else { return Ok(None) };
    best.load_parts([PartMut::weights(MODEL, vs)])?;
    Ok(Some(best.step()))
}

use super::plan::plan;
use super::training::Training;
use anyhow::Result;
use data_parallel::{check_only_ranks_changed, checkpoint_of_first};
use std::fs;
use tch_lr_scheduler::{Part, PartMut, ResumePolicy};

// The names of the parts of a checkpoint.
pub const MODEL: &str = "model";
const EARLY_STOPPING: &str = "early_stopping";
const RANKS: &str = "ranks";

/// Saves what all ranks have. Only rank 0 calls it.
pub fn save(training: &Training, val_loss: f64) -> Result<()> {
    training.checkpoints.with_metric("val_loss", val_loss)?.save_parts(&[
        Part::new(MODEL, &training.vs, &training.opt),
        Part::json(EARLY_STOPPING, &training.early_stopping.progress)?,
        Part::json(RANKS, &training.ranks.count())?,
    ])?;
    Ok(())
}

/// Loads the last checkpoint on every rank, or deletes the checkpoints of an earlier run.
pub fn resume_or_start(training: &mut Training) -> Result<()> {
    let (args, ranks) = (training.args, training.ranks);
    if !args.digits.resume {
        if ranks.is_first() {
            training.checkpoints.paths()?.iter().try_for_each(fs::remove_dir_all)?;
        }
        return Ok(());
    }
    let checkpoint = checkpoint_of_first(ranks, &training.checkpoints)?;
    let saved_ranks = checkpoint.json_of(RANKS)?;
    check_only_ranks_changed(&checkpoint.state_of(MODEL)?, &plan(args, saved_ranks, training.data.training.len())?)?;
    let parts = [
        PartMut::new(MODEL, &mut training.vs, &mut training.opt),
        PartMut::json(EARLY_STOPPING, &mut training.early_stopping.progress),
    ];
    checkpoint.load_parts_with(parts, ResumePolicy::SameSamples)?;
    if ranks.is_first() {
        let (step, images, ranks) = (training.opt.state().step, training.images_seen(), ranks.count());
        println!("Resumes after {images} images on {saved_ranks} ranks, at step {step} of {ranks} ranks.");
    }
    Ok(())
}

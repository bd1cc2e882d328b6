use crate::Ranks;
use anyhow::{Context, Result, ensure};
use tch_lr_scheduler::{Checkpoint, Checkpoints, Plan, State};

/// The last checkpoint that rank 0 finds, opened by every rank. Collective.
pub fn checkpoint_of_first(ranks: &Ranks, checkpoints: &Checkpoints) -> Result<Checkpoint> {
    let latest = if ranks.is_first() { checkpoints.latest()? } else { None };
    let path = ranks.text_of_first(&latest.map(|latest| latest.path().display().to_string()).unwrap_or_default());
    ensure!(!path.is_empty(), "--resume: there is no checkpoint; run without --resume");
    Checkpoint::open(&path)
        .with_context(|| format!("--resume: the checkpoint {path} must be in a folder that the machines of all ranks share"))
}

/// Checks that a run may continue by samples: that nothing but the number of ranks has changed. `plan` is the plan that the program
/// would now make for the number of ranks at the save.
pub fn check_only_ranks_changed(saved: &State, plan: &Plan) -> Result<()> {
    let differences: Vec<_> = saved.plan().differences(&plan.spec()).iter().map(ToString::to_string).collect();
    ensure!(
        differences.is_empty(),
        "--resume: give the same arguments as before. Only the number of ranks may change, but {}",
        differences.join("; ")
    );
    Ok(())
}

use clap::{Parser, ValueEnum};
use std::env;
use std::path::PathBuf;
use tch_lr_scheduler::{Functions, ResumePolicy};

/// Trains, saves a checkpoint after every epoch, and resumes from the last checkpoint when it is run again
#[derive(Parser)]
pub struct Args {
    /// Folder for checkpoints and rates [default: tch-lr-scheduler-resume in the system's temporary folder]
    #[arg(long)]
    folder: Option<PathBuf>,

    /// Deletes the earlier run first
    #[arg(long)]
    pub fresh: bool,

    /// Aborts the process in the middle of this epoch
    #[arg(long)]
    pub die_at: Option<u64>,

    /// Highest learning rate
    #[arg(long, default_value_t = 0.2)]
    pub lr: f64,

    /// What to do if the plan has changed since the checkpoint was saved
    #[arg(long, value_enum, default_value_t)]
    pub plan: Policy,

    /// Ends the run early: lowers the rate to 0 over this number of epochs, from the epoch of the checkpoint on
    #[arg(long)]
    pub cool_down: Option<u64>,
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub enum Policy {
    #[default]
    Refuse,
    KeepSaved,
    NewAtSameStep,
    NewAtSameFraction,
}

impl Args {
    pub fn folder(&self) -> PathBuf {
        self.folder.clone().unwrap_or_else(|| env::temp_dir().join("tch-lr-scheduler-resume"))
    }
}

impl Policy {
    pub fn change(self) -> ResumePolicy {
        match self {
            Self::Refuse => ResumePolicy::Refuse,
            Self::KeepSaved => ResumePolicy::KeepSaved(Functions::new()),
            Self::NewAtSameStep => ResumePolicy::SameStep,
            Self::NewAtSameFraction => ResumePolicy::SameFraction,
        }
    }
}

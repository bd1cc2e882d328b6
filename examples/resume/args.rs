use clap::{Parser, ValueEnum};
use std::env;
use std::path::PathBuf;
use tch_lr_scheduler::{Functions, ResumePolicy};

/// Trains, saves a checkpoint after every epoch, and goes on from the last one when it is run again.
#[derive(Parser)]
pub struct Args {
    /// Where checkpoints and rates are kept [default: tch-lr-scheduler-resume, where the system keeps what is temporary]
    #[arg(long)]
    folder: Option<PathBuf>,

    /// Forgets the run that is there
    #[arg(long)]
    pub fresh: bool,

    /// Dies in the middle of this epoch, without a chance to save anything
    #[arg(long)]
    pub die_at: Option<u64>,

    /// The highest rate
    #[arg(long, default_value_t = 0.2)]
    pub lr: f64,

    /// What to do where the plan has changed since the checkpoint was saved
    #[arg(long, value_enum, default_value_t)]
    pub plan: Policy,

    /// Ends the run early: lets the rate fall to 0 in so many epochs, from where it goes on
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

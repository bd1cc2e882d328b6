use crate::{LrScaling, Ranks};
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::path::PathBuf;
use tch_lr_scheduler::State;
use tch_lr_scheduler::observe::CsvLog;

/// The options that a program has in addition on many processes.
#[derive(Args)]
pub struct Options {
    /// How the learning rate grows with the number of ranks
    #[arg(long, value_enum, default_value_t)]
    pub lr_scaling: LrScaling,

    /// Number of steps between two checks that all ranks have the same state and the same weights
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..))]
    pub check_every: u64,

    /// Folder in which each rank writes its own rates and losses, as rank-0.csv, rank-1.csv, ...
    #[arg(long, value_name = "FOLDER")]
    log_ranks: Option<PathBuf>,
}

impl Options {
    /// The log of this rank, if `--log-ranks` asks for one.
    pub fn log(&self, ranks: &Ranks, state: &State) -> Result<Option<CsvLog>> {
        let Some(folder) = &self.log_ranks else { return Ok(None) };
        fs::create_dir_all(folder).with_context(|| format!("--log-ranks {}", folder.display()))?;
        Ok(Some(CsvLog::append(folder.join(format!("rank-{}.csv", ranks.rank())), state)?))
    }
}

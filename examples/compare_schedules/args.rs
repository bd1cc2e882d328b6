use crate::settings::{Settings, Shape};
use anyhow::{Result, ensure};
use clap::Parser;
use std::path::PathBuf;

/// Trains the network of the example gpt under many schedules of equal length and from several seeds, and compares the losses
#[derive(Parser)]
pub struct Args {
    /// Folder for the logs, the picture and the table
    #[arg(long, default_value = "target/compare_schedules")]
    pub out: PathBuf,
    /// Only the schedules whose name contains this text; with --plan, it may be none
    #[arg(long, default_value = "")]
    pub only: String,
    /// Plan files, in TOML or JSON, to train too: each under the name of its file, for --steps, with its own rates
    #[arg(long, value_name = "PLAN", num_args = 1..)]
    pub plan: Vec<PathBuf>,
    /// Number of runs of each schedule; each seed has other initial weights and batches
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(i64).range(1..=1_000))]
    pub seeds: i64,
    /// Number of threads of the CPU [default: all cores]
    #[arg(long, value_parser = clap::value_parser!(i32).range(1..))]
    pub threads: Option<i32>,

    /// File to learn [default: the source and the documentation of this crate]
    #[arg(long, value_name = "FILE")]
    text: Option<PathBuf>,
    /// Number of steps of each run
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(40..))]
    pub steps: u64,
    /// Highest learning rate of every schedule
    #[arg(long, default_value_t = 2e-3)]
    pub lr: f64,
    /// Number of blocks of the network
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(i64).range(1..=1_000))]
    layers: i64,
    /// Number of attention heads of each block; divides the width
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(i64).range(1..=1_000))]
    heads: i64,
    /// Number of values that represent a token
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(i64).range(1..=1_000_000))]
    width: i64,
    /// Number of tokens that the network sees at once
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(i64).range(1..=1_000_000))]
    context: i64,
    /// Number of sequences in a batch
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(i64).range(1..=1_000_000))]
    batch: i64,
}

impl Args {
    /// The settings of the runs with this seed.
    pub fn settings(&self, seed: i64) -> Result<Settings> {
        ensure!(self.lr > 0.0 && self.lr.is_finite(), "--lr is {}, expected a number above 0", self.lr);
        Ok(Settings {
            text: self.text.clone(),
            layers: self.layers,
            heads: self.heads,
            width: self.width,
            context: self.context,
            dropout: 0.0,
            batch: self.batch,
            accumulate: 1,
            clip: 1.0,
            seed,
            steps: Some(self.steps),
            schedule: None,
            shape: Shape::default(),
            lr: self.lr,
            warmup: 0,
            decay: 0.0,
            weight_decay: 0.1,
            val_every: (self.steps / 60).max(1),
            save_every: u64::MAX,
            log_every: 1,
        })
    }
}

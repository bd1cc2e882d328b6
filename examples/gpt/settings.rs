use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What determines a run. Each checkpoint contains the settings, so that `--resume` needs none of these flags.
#[derive(Args, Clone, Serialize, Deserialize)]
pub struct Settings {
    /// File to learn, of any kind [default: the source and the documentation of this crate]
    #[arg(long, value_name = "FILE")]
    pub text: Option<PathBuf>,

    /// Number of blocks of the network
    #[arg(long, default_value_t = 4, value_parser = at_least_one())]
    pub layers: i64,
    /// Number of attention heads of each block; divides the width
    #[arg(long, default_value_t = 4, value_parser = at_least_one())]
    pub heads: i64,
    /// Number of values that represent a token
    #[arg(long, default_value_t = 128, value_parser = at_least_one())]
    pub width: i64,
    /// Number of tokens that the network sees at once
    #[arg(long, default_value_t = 64, value_parser = at_least_one())]
    pub context: i64,
    /// Fraction of values that dropout sets to 0, from 0 to below 1
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true, value_parser = fraction)]
    pub dropout: f64,

    /// Number of sequences in a micro-batch
    #[arg(long, default_value_t = 16, value_parser = at_least_one())]
    pub batch: i64,
    /// Number of micro-batches whose gradients are added for one step
    #[arg(long, default_value_t = 1, value_parser = at_least_one())]
    pub accumulate: i64,
    /// Largest norm of all gradients together; inf does not clip
    #[arg(long, default_value_t = 1.0, allow_negative_numbers = true, value_parser = positive)]
    pub clip: f64,
    /// Seed of the initial weights, of the batches and of dropout
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    pub seed: i64,

    /// Number of steps [default: total_steps of the plan file, else 800]
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..))]
    pub steps: Option<u64>,
    /// Plan file of the schedules, in TOML or JSON, such as examples/plans/gpt_wsd.toml
    #[arg(long, value_name = "PLAN", conflicts_with_all = ["shape", "lr", "warmup"])]
    pub schedule: Option<PathBuf>,
    /// Shape of the learning rate after the warm-up
    #[arg(long, value_enum, default_value_t)]
    pub shape: Shape,
    /// Highest learning rate
    #[arg(long, default_value_t = 1e-3, allow_negative_numbers = true, value_parser = positive_and_finite)]
    pub lr: f64,
    /// Number of steps of the linear warm-up
    #[arg(long, default_value_t = 50)]
    pub warmup: u64,
    /// Fraction of the run in which the rate falls at the end: by --shape wsd, and by --until
    #[arg(long, default_value_t = 0.2, allow_negative_numbers = true, value_parser = fraction)]
    pub decay: f64,
    /// Weight decay of the matrices; biases and layer norms have none
    #[arg(long, default_value_t = 0.1, allow_negative_numbers = true, value_parser = not_negative)]
    pub weight_decay: f64,

    /// Number of steps between two validations
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..))]
    pub val_every: u64,
    /// Number of steps between two checkpoints
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..))]
    pub save_every: u64,
    /// Number of steps between two losses in the logs; a GPU waits for each one
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..))]
    pub log_every: u64,
}

#[derive(Clone, Copy, Default, ValueEnum, Serialize, Deserialize)]
pub enum Shape {
    /// Constant, then linear to 0
    #[default]
    Wsd,
    /// Half a cosine to a tenth of the highest rate
    Cosine,
}

fn at_least_one() -> clap::builder::RangedI64ValueParser {
    clap::value_parser!(i64).range(1..=1_000_000)
}

fn number(text: &str, expected: &str, accepts: impl Fn(f64) -> bool) -> Result<f64, String> {
    text.parse().ok().filter(|&number| accepts(number)).ok_or_else(|| format!("expected {expected}"))
}

fn fraction(text: &str) -> Result<f64, String> {
    number(text, "a number from 0 to below 1", |number| (0.0..1.0).contains(&number))
}

fn positive(text: &str) -> Result<f64, String> {
    number(text, "a number above 0", |number| number > 0.0)
}

fn positive_and_finite(text: &str) -> Result<f64, String> {
    number(text, "a finite number above 0", |number| number > 0.0 && number.is_finite())
}

fn not_negative(text: &str) -> Result<f64, String> {
    number(text, "a finite number that is not negative", |number| number >= 0.0 && number.is_finite())
}

use anyhow::{Result, ensure};
use clap::{Parser, ValueEnum};
use std::env;
use std::path::PathBuf;
use tch::{Cuda, Device};

/// Trains a convolutional network that recognizes handwritten digits
#[derive(Parser)]
pub struct Args {
    /// Folder with the files of MNIST or of CIFAR-10 [default: the 1,797 digits in examples/data]
    #[arg(long)]
    pub data: Option<PathBuf>,

    /// Device to train on; auto uses CUDA if there is a CUDA device
    #[arg(long, value_enum, default_value_t)]
    pub device: DeviceChoice,

    /// Number of CPU threads; images as small as the built-in digits train fastest with one
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(i32).range(1..=1024))]
    pub threads: i32,

    /// Seed of the initial weights, of the batches and of dropout
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    pub seed: i64,

    /// Length of the run in epochs
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub epochs: u64,

    /// Images in a batch
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(i64).range(1..=100_000))]
    pub batch_size: i64,

    /// Highest learning rate of the cycle, or the first one of --plateau
    #[arg(long, default_value_t = 0.1, allow_negative_numbers = true, value_parser = positive)]
    pub lr: f64,

    /// Weight decay of the weights; the biases and the batch norms have none
    #[arg(long, default_value_t = 1e-3, allow_negative_numbers = true, value_parser = not_negative)]
    pub weight_decay: f64,

    /// Runs a learning-rate range test first, and trains with the rate that it suggests instead of --lr
    #[arg(long)]
    pub find_lr: bool,

    /// Reduces the rate if the validation loss stops falling, instead of one cycle
    #[arg(long)]
    pub plateau: bool,

    /// Stops after this number of epochs without a lower validation loss
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..))]
    pub patience: u64,

    /// Folder for checkpoints [default: tch-lr-scheduler-digits in the system's temporary folder]
    #[arg(long)]
    folder: Option<PathBuf>,

    /// Continues the run whose checkpoints are in --folder; without it, a new run deletes them
    #[arg(long)]
    pub resume: bool,

    /// CSV file for the rates and the loss of every step; it is continued if the run is resumed
    #[arg(long)]
    pub log: Option<PathBuf>,

    /// Saves the initial weights to this .safetensors file, for examples/python/digits.py
    #[arg(long)]
    pub save_weights: Option<PathBuf>,
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub enum DeviceChoice {
    #[default]
    Auto,
    Cpu,
    Cuda,
}

impl DeviceChoice {
    pub fn find(self) -> Result<Device> {
        match self {
            Self::Auto => Ok(Device::cuda_if_available()),
            Self::Cpu => Ok(Device::Cpu),
            Self::Cuda => {
                ensure!(Cuda::is_available(), "--device cuda: libtorch finds no CUDA here; use --device cpu");
                Ok(Device::Cuda(0))
            }
        }
    }
}

fn positive(text: &str) -> Result<f64, String> {
    number(text, "a finite number above 0", |number| number > 0.0)
}

fn not_negative(text: &str) -> Result<f64, String> {
    number(text, "a finite number that is not negative", |number| number >= 0.0)
}

fn number(text: &str, expected: &str, accepts: impl Fn(f64) -> bool) -> Result<f64, String> {
    text.parse().ok().filter(|&number: &f64| number.is_finite() && accepts(number)).ok_or_else(|| format!("expected {expected}"))
}

impl Args {
    pub fn folder(&self) -> PathBuf {
        self.folder.clone().unwrap_or_else(|| env::temp_dir().join("tch-lr-scheduler-digits"))
    }
}

use anyhow::{Result, ensure};
use clap::{Parser, ValueEnum};
use tch::{Cuda, Device};

/// Trains a small classifier of interleaved spirals with scheduled learning rates, then at constant ones, and compares
#[derive(Parser)]
pub struct Args {
    /// Device to train on; auto uses CUDA if there is a CUDA device
    #[arg(long, value_enum, default_value_t)]
    pub device: DeviceChoice,

    /// Number of epochs in each run
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub epochs: u64,

    /// Seed of the points, of the initial weights and of the batches
    #[arg(long, default_value_t = 0, allow_negative_numbers = true)]
    pub seed: i64,
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

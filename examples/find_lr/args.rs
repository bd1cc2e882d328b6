use anyhow::{Result, ensure};
use clap::{Parser, ValueEnum};
use std::path::PathBuf;
use tch::{Cuda, Device};

/// Runs a learning-rate range test, plots it, and trains one cycle at the suggested rate and at two others
#[derive(Parser)]
pub struct Args {
    /// Device to train on; auto uses CUDA if there is a CUDA device
    #[arg(long, value_enum, default_value_t)]
    pub device: DeviceChoice,

    /// Number of batches in each run
    #[arg(long, default_value_t = 400, value_parser = clap::value_parser!(u64).range(10..=1_000_000))]
    pub steps: u64,

    /// File for the plot of the range test, .png or .svg
    #[arg(long, default_value = "target/find_lr.png")]
    pub out: PathBuf,
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

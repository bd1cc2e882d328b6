use super::precision::Precision;
use super::settings::Settings;
use anyhow::{Result, ensure};
use clap::{Parser, ValueEnum};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tch::{Cuda, Device};

/// The flags that a resumed run refuses. The group `Settings` would do, but then the error would list all of them.
const OF_A_NEW_RUN: [&str; 23] = [
    "out",
    "fresh",
    "initial_weights",
    "text",
    "layers",
    "heads",
    "width",
    "context",
    "dropout",
    "batch",
    "accumulate",
    "clip",
    "seed",
    "steps",
    "schedule",
    "shape",
    "lr",
    "warmup",
    "decay",
    "weight_decay",
    "val_every",
    "save_every",
    "log_every",
];

/// Trains a small GPT on bytes of text: warm-up and decay of the rate, gradient accumulation, clipping, mixed precision,
/// logs, and checkpoints that resume to the bit
#[derive(Parser)]
pub struct Args {
    /// Folder for checkpoints and logs
    #[arg(long, default_value = "target/gpt")]
    pub out: PathBuf,
    /// Deletes the checkpoints and logs of an earlier run in --out
    #[arg(long)]
    pub fresh: bool,
    /// Continues the run in this folder with the settings that it was started with
    #[arg(long, value_name = "FOLDER", conflicts_with_all = OF_A_NEW_RUN)]
    pub resume: Option<PathBuf>,
    /// Ends the run within this time, such as 10min or 1h30m: measures the steps, and lowers the rate to 0 early enough
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub until: Option<Duration>,

    /// Device to train on; auto uses CUDA if there is a CUDA device
    #[arg(long, value_enum, default_value_t)]
    pub device: DeviceChoice,
    /// Precision of the numbers; auto is mixed on CUDA and single on the CPU
    #[arg(long, value_enum, default_value_t)]
    pub precision: PrecisionChoice,
    /// Number of threads of the CPU [default: all cores]
    #[arg(long, value_parser = clap::value_parser!(i32).range(1..))]
    pub threads: Option<i32>,
    /// Writes the initial weights to this file, for the Python twin
    #[arg(long, value_name = "FILE.safetensors")]
    pub initial_weights: Option<PathBuf>,
    /// Number of bytes of the text that the trained network writes
    #[arg(long, default_value_t = 400)]
    pub sample: u32,

    #[command(flatten, next_help_heading = "Settings of a new run")]
    pub settings: Settings,
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub enum DeviceChoice {
    #[default]
    Auto,
    Cpu,
    Cuda,
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub enum PrecisionChoice {
    #[default]
    Auto,
    Single,
    /// For comparisons with the Python twin
    Double,
    /// 16-bit floats where they suffice: float16 with a scaled loss on CUDA, bfloat16 on the CPU
    Mixed,
}

fn duration(text: &str) -> Result<Duration, String> {
    let time = humantime::parse_duration(text).map_err(|error| format!("expected a time such as 10min or 1h30m: {error}"))?;
    Instant::now().checked_add(time).map(|_| time).ok_or("expected a time such as 10min or 1h30m: it is too long".into())
}

impl Args {
    pub fn folder(&self) -> &Path {
        self.resume.as_ref().unwrap_or(&self.out)
    }

    pub fn device(&self) -> Result<Device> {
        match self.device {
            DeviceChoice::Auto => Ok(Device::cuda_if_available()),
            DeviceChoice::Cpu => Ok(Device::Cpu),
            DeviceChoice::Cuda => {
                ensure!(Cuda::is_available(), "--device cuda: libtorch finds no CUDA here; use --device cpu");
                Ok(Device::Cuda(0))
            }
        }
    }

    pub fn precision(&self, device: Device) -> Precision {
        match self.precision {
            PrecisionChoice::Auto if device.is_cuda() => Precision::Mixed,
            PrecisionChoice::Auto | PrecisionChoice::Single => Precision::Single,
            PrecisionChoice::Double => Precision::Double,
            PrecisionChoice::Mixed => Precision::Mixed,
        }
    }
}

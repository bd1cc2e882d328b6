//! The example `digits` on many processes. Each rank trains on its part of every batch, and the gradients are averaged.
//!
//! ```text
//! cd examples/data_parallel
//! cargo build --release
//! mpirun -n 2 ../../target/release/digits
//! mpirun -n 4 --hostfile hosts ../../target/release/digits --folder /shared/digits --resume   # on another number of ranks
//! ```
//!
//! The network, the data and most arguments are those of examples/digits. `--batch-size` is the batch of one rank, and `--lr` is
//! the rate for this batch: with `--lr-scaling linear`, four ranks have a batch and a rate four times as large.

// The files of the example. This program uses a part of each.
#[allow(dead_code)]
#[path = "../../digits/args.rs"]
mod args;
#[allow(dead_code)]
#[path = "../../digits/data.rs"]
mod data;
#[path = "../../digits/early_stopping.rs"]
mod early_stopping;
#[allow(dead_code)]
#[path = "../../digits/images.rs"]
mod images;
#[allow(dead_code)]
#[path = "../../digits/network.rs"]
mod network;
#[path = "../../digits/report.rs"]
mod report;

mod checkpoint;
mod order;
mod plan;
mod training;
mod whole_batch;

use anyhow::{Result, ensure};
use clap::Parser;
use data_parallel::{Options, Ranks, announce_end_of_job, launch};
use images::{Images, Split};
use tch::Kind;
use training::Training;

/// Trains the network of the example digits on many processes: mpirun -n 4 digits
#[derive(Parser)]
pub struct JobArgs {
    #[command(flatten)]
    digits: args::Args,

    /// Double precision, so that different numbers of ranks can be compared
    #[arg(long)]
    double: bool,

    #[command(flatten, next_help_heading = "Many processes")]
    parallel: Options,
}

fn main() -> Result<()> {
    launch(run)
}

fn run(ranks: &Ranks, args: JobArgs) -> Result<()> {
    let digits = &args.digits;
    ensure!(!digits.find_lr, "--find-lr: run the example digits with --find-lr on one process, and give the rate as --lr");
    let device = ranks.device(digits.device.find()?);
    tch::set_num_threads(digits.threads);
    let data = digits.data.as_deref().map_or_else(data::built_in, data::of_folder)?.to_device(device);
    let data = if args.double { in_double_precision(data) } else { data };
    announce_end_of_job(ranks, digits.folder().display().to_string())?;

    let mut training = Training::new(&args, ranks, &data, device)?;
    checkpoint::resume_or_start(&mut training)?;
    training.run()?;
    training.finish()
}

fn in_double_precision(data: Split) -> Split {
    let convert = |images: Images| Images { pixels: images.pixels.to_kind(Kind::Double), ..images };
    Split { training: convert(data.training), validation: convert(data.validation), held_out: convert(data.held_out) }
}

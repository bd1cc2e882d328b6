//! Trains a convolutional network on handwritten digits: SGD with momentum, one cycle of the rate and of the momentum, weight decay
//! only for the weights, averaged weights, early stopping, and checkpoints from which a run can be resumed.
//!
//! ```text
//! cargo run -p digits
//! cargo run -p digits -- --find-lr              # a range test chooses the rate
//! cargo run -p digits -- --plateau --lr 0.05    # the rate falls if the validation loss does not
//! cargo run -p digits -- --resume               # continues a run that was stopped or killed
//! cargo run -p digits -- --data mnist           # the folder with the uncompressed files of MNIST, or of CIFAR-10
//! ```
//!
//! examples/python/digits.py is the same program in Python.

pub mod args;
mod checkpoint;
mod data;
mod early_stopping;
mod images;
mod network;
mod plan;
mod range_test;
mod report;
mod training;

use anyhow::Result;
use args::Args;
use clap::Parser;
use training::Training;

fn main() -> Result<()> {
    run(&Args::parse())
}

pub fn run(args: &Args) -> Result<()> {
    let device = args.device.find()?;
    tch::set_num_threads(args.threads);
    let data = args.data.as_deref().map_or_else(data::built_in, data::of_folder)?.to_device(device);
    let (training, validation, held_out) = (data.training.len(), data.validation.len(), data.held_out.len());
    println!("{training} images for training, {validation} for validation, {held_out} held out, on {device:?}.");

    let mut training = Training::new(args, &data, device)?;
    checkpoint::resume_or_start(&mut training)?;
    training.run()?;
    training.finish()
}

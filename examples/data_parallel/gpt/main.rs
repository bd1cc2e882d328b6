//! The example `gpt` on many processes. Each rank trains on its part of every batch, and the gradients are averaged.
//!
//! ```text
//! cd examples/data_parallel
//! cargo build --release
//! mpirun -n 2 ../../target/release/gpt --out run
//! mpirun -n 4 --hostfile hosts ../../target/release/gpt --resume /shared/run    # on another number of ranks
//! ```
//!
//! The network, the text and the arguments are those of examples/gpt. `--batch` is the batch of one rank; `--lr`, `--steps` and
//! `--warmup` are those of a run on one rank. On four ranks the run has a quarter of the steps, and sees the same sequences.

// The files of the example. This program uses a part of each.
#[allow(dead_code)]
#[path = "../../gpt/args.rs"]
mod args;
#[path = "../../gpt/block.rs"]
mod block;
#[path = "../../gpt/folder.rs"]
mod folder;
#[path = "../../gpt/log.rs"]
mod log;
#[allow(dead_code)]
#[path = "../../gpt/model.rs"]
mod model;
#[path = "../../gpt/precision.rs"]
mod precision;
#[path = "../../gpt/sample.rs"]
mod sample;
#[path = "../../gpt/scaler.rs"]
mod scaler;
#[path = "../../gpt/schedule.rs"]
mod schedule;
#[path = "../../gpt/settings.rs"]
mod settings;
#[path = "../../gpt/text.rs"]
mod text;
#[allow(dead_code)]
#[path = "../../gpt/trainer.rs"]
mod trainer;

mod checkpoint;
mod job;

use anyhow::{Context, Result, ensure};
use clap::Parser;
use data_parallel::{GradientBuckets, Options, Ranks, announce_end_of_job, check_agreement, launch};
use job::Job;
use log::Log;
use std::thread::available_parallelism;
use tch::Tensor;
use tch_lr_scheduler::observe::Observer;
use text::Text;
use trainer::Trainer;

/// Trains the network of the example gpt on many processes: mpirun -n 4 gpt
#[derive(Parser)]
struct JobArgs {
    #[command(flatten)]
    gpt: args::Args,

    #[command(flatten, next_help_heading = "Many processes")]
    parallel: Options,
}

fn main() -> Result<()> {
    launch(run)
}

fn run(ranks: &Ranks, args: JobArgs) -> Result<()> {
    let JobArgs { gpt: args, parallel } = args;
    ensure!(args.until.is_none(), "--until: the clocks of the ranks differ, so they would not end at the same step; use --steps");
    let cores = available_parallelism().map_or(1, |cores| cores.get());
    tch::set_num_threads(args.threads.unwrap_or_else(|| ranks.threads(cores)));
    let (device, folder) = (ranks.device(args.device()?), args.folder());

    let found = args.resume.as_ref().map(|folder| checkpoint::find(ranks, folder)).transpose()?;
    let settings = found.as_ref().map_or(&args.settings, |(_, settings)| settings);
    let job = Job::new(settings, ranks.count(), parallel.lr_scaling)?;
    let text = Text::load(settings.text.as_deref(), device)?;
    text.check(settings.context)?;
    let mut trainer = Trainer::with_plan(&job.settings, job.plan()?, device, args.precision(device))?;
    if ranks.is_first() {
        let parameters: usize = trainer.vs.trainable_variables().iter().map(Tensor::numel).sum();
        println!("{parameters} parameters, {} bytes of text, {} ranks", text.len(), ranks.count());
    }
    match &found {
        Some((checkpoint, _)) => checkpoint::load(checkpoint, ranks, &job, &mut trainer, &text)?,
        None if ranks.is_first() => folder::prepare(folder, args.fresh)?,
        None => {}
    }
    if let Some(file) = args.initial_weights.as_ref().filter(|_| ranks.is_first()) {
        trainer.vs.save(file).with_context(|| format!("cannot write the weights to {}", file.display()))?;
    }

    announce_end_of_job(ranks, folder.display().to_string())?;
    let checkpoints = checkpoint::checkpoints(folder)?;
    let buckets = GradientBuckets::new(trainer.vs.trainable_variables());
    let mut own_log = parallel.log(ranks, trainer.opt.state())?;
    let mut log = ranks.is_first().then(|| Log::append(folder, &trainer)).transpose()?;
    while !trainer.is_done() {
        let step = trainer.opt.state().step;
        if step.is_multiple_of(parallel.check_every) {
            check_agreement(ranks, trainer.opt.state(), &trainer.vs.trainable_variables())?;
        }
        let val_loss = step.is_multiple_of(settings.val_every).then(|| job.validation_loss(ranks, &trainer, &text)).transpose()?;
        let loss = trainer.gradients(|| job.micro_batch(ranks, &text))?;
        buckets.average(ranks)?;
        let [mean] = ranks.mean([loss.double_value(&[])]);
        // An overflow in mixed precision: the step does not count. The gradients are the same, so it is one on every rank.
        let Some(update) = trainer.apply(Tensor::from(mean).to_kind(loss.kind()).to_device(device))? else { continue };
        own_log.observe(trainer.opt.state().with("loss", mean))?;
        if let Some(log) = &mut log {
            log.step(trainer.opt.state(), &update, val_loss)?;
        }
        let next = trainer.opt.advance()?.step;
        if next.is_multiple_of(settings.save_every) || trainer.is_done() {
            // A checkpoint deletes an older one, so its weights have to be usable.
            update.finite_loss(step)?;
            if ranks.is_first() {
                checkpoint::save(&checkpoints, ranks, &job, &trainer, &text)?;
            }
        }
    }
    let val_loss = job.validation_loss(ranks, &trainer, &text)?;
    if let Some(mut log) = log {
        log.end(trainer.opt.state(), val_loss)?;
        drop(log);
        println!("\nThe network writes:\n{}", sample::write(&trainer.gpt, args.sample));
    }
    Ok(())
}

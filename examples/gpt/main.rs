//! Trains a small GPT on bytes, by default on the source and the documentation of this crate. The program has what a longer run
//! needs: a schedule with warm-up and decay, weight decay for the matrices only, gradient accumulation, clipping, mixed precision
//! on CUDA, validation, logs, checkpoints that resume to the bit, and an end at a given time.
//!
//! ```text
//! cargo run --release -p gpt
//! cargo run --release -p gpt -- --resume target/gpt           # after Ctrl-C
//! cargo run --release -p gpt -- --fresh --until 10min --steps 100000
//! cargo run --release -p gpt -- --fresh --schedule examples/plans/gpt_cosine.toml
//! cargo run --release -p gpt -- --fresh --text book.txt --layers 12 --heads 12 --width 768 --context 1024 \
//!     --batch 12 --accumulate 40 --dropout 0.1 --lr 6e-4 --warmup 2000 --steps 100000    # on a GPU
//! ```
//!
//! `examples/python/gpt.py` is the same program in Python, with torch's own schedulers.

mod args;
mod block;
mod checkpoint;
mod deadline;
mod folder;
mod log;
mod model;
mod precision;
mod sample;
mod scaler;
mod schedule;
mod settings;
mod stop;
mod text;
mod trainer;

use anyhow::{Context, Result};
use args::Args;
use clap::Parser;
use deadline::Deadline;
use log::Log;
use std::time::Instant;
use stop::Stop;
use text::Text;
use trainer::Trainer;

fn main() -> Result<()> {
    let start = Instant::now();
    let args = Args::parse();
    let stop = Stop::at_ctrl_c()?;
    args.threads.into_iter().for_each(tch::set_num_threads);
    let (device, folder) = (args.device()?, args.folder());

    let found = args.resume.as_ref().map(|folder| checkpoint::find(folder)).transpose()?;
    let settings = found.as_ref().map_or(&args.settings, |(_, settings)| settings);
    let text = Text::load(settings.text.as_deref(), device)?;
    text.check(settings.context)?;
    let precision = args.precision(device);
    let mut trainer = Trainer::new(settings, device, precision)?;
    let parameters: usize = trainer.vs.trainable_variables().iter().map(tch::Tensor::numel).sum();
    println!("{parameters} parameters, {} bytes of text, {device:?}, {precision:?} precision", text.len());
    match &found {
        Some((checkpoint, _)) => println!("Resumes from {}.", checkpoint::load(checkpoint, &mut trainer, &text)?),
        None => folder::prepare(folder, args.fresh)?,
    }
    if let Some(file) = &args.initial_weights {
        trainer.vs.save(file).with_context(|| format!("cannot write the weights to {}", file.display()))?;
    }

    let checkpoints = checkpoint::checkpoints(folder)?;
    let mut deadline = args.until.map(|within| Deadline::new(start, within));
    let mut log = Log::append(folder, &trainer)?;
    while !trainer.is_done() && !stop.is_requested() {
        if let Some(steps) = deadline.as_mut().map(|deadline| deadline.before_step(&mut trainer)).transpose()?.flatten() {
            log.print(&format!("Lowers the rate to 0 within {steps} steps, to end in time."));
        }
        let step = trainer.opt.state().step;
        let val_loss = step.is_multiple_of(trainer.settings.val_every).then(|| trainer.validation_loss(&text)).transpose()?;
        // An overflow in mixed precision: the step does not count.
        let Some(update) = trainer.update(&text)? else { continue };
        log.step(trainer.opt.state(), &update, val_loss)?;
        let next = trainer.opt.advance()?.step;
        if next.is_multiple_of(trainer.settings.save_every) {
            // A checkpoint deletes an older one, so its weights have to be usable.
            update.finite_loss(step)?;
            checkpoint::save(&checkpoints, &trainer, &text)?;
        }
    }
    let step = trainer.opt.state().step;
    if !step.is_multiple_of(trainer.settings.save_every) {
        checkpoint::save(&checkpoints, &trainer, &text)?;
    }
    if !trainer.is_done() {
        log.print(&format!("Stopped and saved at step {step}. To continue: --resume {}", folder.display()));
        return Ok(());
    }
    log.end(trainer.opt.state(), trainer.validation_loss(&text)?)?;
    drop(log);
    println!("\nThe network writes:\n{}", sample::write(&trainer.gpt, args.sample));
    Ok(())
}

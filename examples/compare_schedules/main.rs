//! Compares schedules: trains the network of the example `gpt` under a dozen schedules of equal length and with the same highest
//! rate, from several seeds. Writes one log for each run, one plan file for each schedule, one picture of all rates and losses,
//! and one table of the last losses. The folder `means` gets a short log of each schedule, with the mean loss of all seeds.
//! `tch-lr predict` reads the logs and the plan files, and `--plan` trains a plan file.
//!
//! ```text
//! cargo run --release -p compare_schedules
//! cargo run --release -p compare_schedules -- --only wsd --seeds 5
//! cargo run --release -p compare_schedules -- --only wsd --plan best.toml
//! cargo run --release -p compare_schedules -- --steps 5000 --layers 6 --heads 6 --width 384 --context 256 --batch 32
//! ```
//!
//! A run whose log is complete is not repeated, so an interrupted comparison continues.

mod args;
mod mean;
mod picture;
mod plans;
mod report;
mod schedules;

// The network and its training are those of the example `gpt`.
#[path = "../gpt/block.rs"]
mod block;
#[allow(dead_code)]
#[path = "../gpt/model.rs"]
mod model;
#[allow(dead_code)]
#[path = "../gpt/precision.rs"]
mod precision;
#[path = "../gpt/scaler.rs"]
mod scaler;
#[allow(dead_code)]
#[path = "../gpt/schedule.rs"]
mod schedule;
#[path = "../gpt/settings.rs"]
mod settings;
#[allow(dead_code)]
#[path = "../gpt/text.rs"]
mod text;
#[allow(dead_code)]
#[path = "../gpt/trainer.rs"]
mod trainer;

use anyhow::{Context, Result};
use args::Args;
use clap::Parser;
use precision::Precision;
use report::Runs;
use schedule::Planned;
use settings::Settings;
use std::fs;
use std::path::Path;
use tch::Device;
use tch_lr_scheduler::observe::{CsvLog, History, Observer};
use text::Text;
use trainer::Trainer;

fn main() -> Result<()> {
    let args = Args::parse();
    args.threads.into_iter().for_each(tch::set_num_threads);
    let device = Device::cuda_if_available();
    let text = Text::load(args.settings(0)?.text.as_deref(), device)?;
    text.check(args.settings(0)?.context)?;
    fs::create_dir_all(&args.out).with_context(|| format!("cannot create the folder {}", args.out.display()))?;

    let plans = plans::all(&args)?;
    for (name, plan) in &plans {
        let file = args.out.join(format!("{name}.toml"));
        fs::write(&file, plan.spec().to_toml()?).with_context(|| format!("cannot write {}", file.display()))?;
    }
    let mut all: Vec<_> = plans.iter().map(|(name, _)| Runs { name: name.clone(), logs: vec![] }).collect();
    for seed in 0..args.seeds {
        for (runs, (name, plan)) in all.iter_mut().zip(&plans) {
            let path = args.out.join(format!("{name}-{seed}.csv"));
            let log = match complete(&path, args.steps) {
                Some(log) => log,
                None => train(&args.settings(seed)?, Planned { plan: plan.clone(), steps: args.steps }, &text, &path)?,
            };
            println!("seed {seed}, {name}: validation loss {:.4}", last(&log));
            runs.logs.push(log);
        }
    }
    mean::write(&all, &args.out.join("means"))?;
    println!("\n{}", report::write(&all, &args.out)?);
    println!("The logs, the plan files, the table and schedules.svg are in {}.", args.out.display());
    Ok(())
}

/// The log of an earlier run that has reached its last step.
fn complete(path: &Path, steps: u64) -> Option<History> {
    let log = History::read(path).ok()?;
    let end = log.points("val_loss").last()?.0;
    (end == steps as f64).then_some(log)
}

fn last(log: &History) -> f64 {
    log.points("val_loss").last().map_or(f64::NAN, |point| point.1)
}

fn train(settings: &Settings, planned: Planned, text: &Text, path: &Path) -> Result<History> {
    let mut trainer = Trainer::with_plan(settings, planned, Device::cuda_if_available(), Precision::Single)?;
    let mut log = CsvLog::create(path, trainer.opt.state())?.columns(["loss", "val_loss"])?;
    while !trainer.is_done() {
        let step = trainer.opt.state().step;
        let val_loss = step.is_multiple_of(settings.val_every).then(|| trainer.validation_loss(text)).transpose()?;
        let update = trainer.update(text)?.context("single precision skips no step")?;
        log.observe(trainer.opt.state().with("loss", &update.loss).with("val_loss", val_loss))?;
        trainer.opt.advance()?;
    }
    log.observe(trainer.opt.state().with("val_loss", trainer.validation_loss(text)?))?;
    Ok(History::read(path)?)
}

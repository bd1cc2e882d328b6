//! Trains a classifier of interleaved spirals. Its body and its head are two parameter groups with different schedules. Then trains
//! the same classifier at constant rates for comparison.
//!
//! ```text
//! cargo run --example quickstart
//! cargo run --example quickstart -- --device cpu --epochs 60 --seed 7
//! ```

mod args;
mod classifier;
mod report;
mod spirals;

use anyhow::Result;
use args::Args;
use clap::Parser;
use classifier::Classifier;
use report::Report;
use spirals::Spirals;
use tch::{Device, nn};
use tch_lr_scheduler::{Constant, CosineAnnealingLr, Plan, StepLr};

const BODY_LR: f64 = 0.2;
const HEAD_LR: f64 = 0.1;

fn main() -> Result<()> {
    let args = Args::parse();
    let device = args.device.find()?;
    println!("Training on {}.", report::device_name(device));

    // With batches this small, several threads cost more time than they save.
    tch::set_num_threads(1);
    tch::manual_seed(args.seed);
    let training = Spirals::generate(1_000, device);
    let held_out = Spirals::generate(1_000, device);
    let trial = Trial { epochs: args.epochs, seed: args.seed, device, training, held_out };

    println!("\nWith schedules, CosineAnnealingLr for the body and StepLr for the head:");
    let scheduled = trial.run(&scheduled_rates(args.epochs)?)?;
    println!("\nThe same network with the same seed, at constant rates:");
    let constant = trial.run(&constant_rates())?;
    println!("\n{}", report::verdict(scheduled, constant, trial.held_out.len()));
    Ok(())
}

fn scheduled_rates(epochs: u64) -> Result<Plan> {
    let body = CosineAnnealingLr::new(epochs)?;
    let head = StepLr::new(epochs.div_ceil(3), 0.1)?;
    Ok(Plan::lr(BODY_LR, body).lr_group(classifier::HEAD, HEAD_LR, head))
}

fn constant_rates() -> Plan {
    Plan::lr(BODY_LR, Constant).lr_group(classifier::HEAD, HEAD_LR, Constant)
}

/// What the two runs share. Only their plans differ.
struct Trial {
    epochs: u64,
    seed: i64,
    device: Device,
    training: Spirals,
    held_out: Spirals,
}

impl Trial {
    /// Trains a new network, and returns the number of held-out points that it classifies wrongly.
    fn run(&self, plan: &Plan) -> Result<usize> {
        tch::manual_seed(self.seed);
        let vs = nn::VarStore::new(self.device);
        let net = Classifier::new(&vs.root());
        let mut opt = plan.build(&vs, nn::Sgd { momentum: 0.9, ..Default::default() })?;

        let mut report = Report::start();
        for _ in 0..self.epochs {
            for (points, arms) in self.training.batches() {
                let loss = net.loss(&points, &arms);
                opt.backward_step(&loss);
                report.batch(&loss);
            }
            let lrs = opt.lrs().to_vec();
            report.epoch(&lrs, net.accuracy(&self.held_out), opt.advance()?);
        }
        Ok(net.errors(&self.held_out))
    }
}

//! Runs a learning-rate range test, plots its curve with the suggested rates, and trains one cycle at the suggested rate. For
//! comparison, trains one cycle at a hundredth of that rate, and one at ten times the rate at which the test ended.
//!
//! ```text
//! cargo run -p find_lr
//! cargo run -p find_lr -- --device cpu --steps 1000 --out range.svg
//! ```

mod args;
mod task;

use anyhow::{Context, Result};
use args::Args;
use clap::Parser;
use std::fs;
use task::{Chessboard, Net};
use tch::{Device, nn};
use tch_lr_scheduler::plot::Plot;
use tch_lr_scheduler::{LrFinder, OneCycleLr, Plan, RangeTest};

const SGD: nn::Sgd = nn::Sgd { momentum: 0.9, dampening: 0.0, wd: 0.0, nesterov: false };

fn main() -> Result<()> {
    let args = Args::parse();
    let device = args.device.find()?;
    // With batches this small, several threads cost more time than they save.
    tch::set_num_threads(1);
    tch::manual_seed(0);
    let (training, held_out) = (Chessboard::generate(device), Chessboard::generate(device));

    let test = range_test(&training, device)?;
    let max_lr = report(&test)?;
    if let Some(folder) = args.out.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot create the folder {}", folder.display()))?;
    }
    picture(&test).save(&args.out)?;
    println!("plot: {}\n", args.out.display());

    let highest = test.raw().lrs().last().copied().context("the test recorded nothing")?;
    println!("One cycle of {} batches:", args.steps);
    for (what, max_lr) in
        [("suggested", max_lr), ("a hundredth of that", max_lr / 100.0), ("ten times the last rate of the test", 10.0 * highest)]
    {
        let accuracy = train(max_lr, args.steps, &training, &held_out, device)?;
        println!("  max_lr {max_lr:<9.2e} {:5.1} % of held-out points correct   ({what})", 100.0 * accuracy);
    }
    Ok(())
}

fn range_test(training: &Chessboard, device: Device) -> Result<RangeTest> {
    let net = Net::new(device);
    LrFinder::new(1e-5, 10.0)?.steps(200)?.smoothing(0.95)?.run(&net.vs, SGD, |opt| {
        let loss = net.loss(training);
        opt.backward_step(&loss);
        Ok(f64::try_from(loss)?)
    })
}

/// Prints the suggestions, and returns the one that is used as `max_lr`.
fn report(test: &RangeTest) -> Result<f64> {
    println!("range test: {:?} after {} steps", test.end(), test.raw().lrs().len());
    for (name, lr) in test.suggestions().iter() {
        println!("  {name:<13} {lr:.2e}");
    }
    let agreement = test.suggestions().agreement().context("the loss never fell, so there is no suggestion")?;
    println!("  agreement: within a factor of {:.1}, middle {:.2e}", agreement.factor, agreement.middle);
    if let Some(bounds) = test.bounds() {
        println!("  bounds for CyclicLr: {:.2e} to {:.2e}", bounds.base_lr, bounds.max_lr);
    }
    Ok(agreement.middle)
}

fn picture(test: &RangeTest) -> Plot {
    test.plot("Range test: loss while the learning rate rises")
}

fn train(max_lr: f64, steps: u64, training: &Chessboard, held_out: &Chessboard, device: Device) -> Result<f64> {
    let net = Net::new(device);
    let mut opt = Plan::lr(max_lr, OneCycleLr::new(max_lr, steps)?).build(&net.vs, SGD)?;
    for step in 0..steps {
        opt.backward_step(&net.loss(training));
        if step + 1 < steps {
            opt.advance()?;
        }
    }
    Ok(net.accuracy(held_out))
}

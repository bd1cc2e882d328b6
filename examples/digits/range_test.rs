use super::args::Args;
use super::images::Images;
use super::network::Network;
use super::plan::SGD;
use anyhow::{Context, Result};
use tch::nn;
use tch_lr_scheduler::LrFinder;

const STEPS: u64 = 200;

/// Trains at rising rates, prints the rates that the curve of the loss suggests, and returns the highest of them.
///
/// The cycle is at its highest rate only for a short time. For a constant rate, the middle of the suggestions is safer.
///
/// The weights and the random generators are the same afterwards as before.
pub fn suggested_lr(args: &Args, vs: &nn::VarStore, net: &Network, images: &Images) -> Result<f64> {
    let mut batches = images.batches(args.batch_size);
    let test = LrFinder::new(1e-4, 10.0)?.steps(STEPS)?.smoothing(0.9)?.run(vs, SGD, |opt| {
        let batch = match batches.next() {
            Some(batch) => batch,
            None => {
                batches = images.batches(args.batch_size);
                batches.next().context("there is no batch")?
            }
        };
        let loss = net.loss(&batch);
        opt.backward_step(&loss);
        Ok(f64::try_from(loss)?)
    })?;
    println!("Range test: {:?} after {} steps.", test.end(), test.raw().lrs().len());
    for (name, lr) in test.suggestions().iter() {
        println!("  {name:<13} {lr:.2e}");
    }
    let agreement = test.suggestions().agreement();
    let agreement = agreement.context("the loss never fell in the range test; choose a rate with --lr, without --find-lr")?;
    println!("  Trains with {:.2e}, the highest suggestion.", agreement.high);
    Ok(agreement.high)
}

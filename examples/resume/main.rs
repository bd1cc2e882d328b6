//! Resumes a run that was stopped or killed. Each epoch ends with a checkpoint. The end of the run compares the logged rates of all
//! epochs with those of an uninterrupted run, and prints the sum of the weights, which is equal to that of an uninterrupted run
//! too.
//!
//! ```text
//! cargo run --example resume -- --die-at 37        # aborts in the middle of epoch 37, without saving anything
//! cargo run --example resume                       # resumes, and runs to the end
//!
//! cargo run --example resume -- --fresh --die-at 37
//! cargo run --example resume -- --lr 0.1           # fails, because the plan has changed, and names the difference
//! cargo run --example resume -- --lr 0.1 --plan new-at-same-step
//!
//! cargo run --example resume -- --fresh --die-at 37
//! cargo run --example resume -- --cool-down 8      # ends early: the rate falls to 0 over 8 epochs
//! ```

mod args;
mod comparison;
mod network;

use anyhow::Result;
use args::Args;
use clap::Parser;
use network::Network;
use std::fs;
use std::process;
use tch::{Device, nn};
use tch_lr_scheduler::observe::{CsvLog, Observer};
use tch_lr_scheduler::{Checkpoints, Cooldown, CosineAnnealingLr, Plan, Schedule, ScheduledOptimizer};

const EPOCHS: u64 = 60;
const WARMUP: u64 = 5;

fn main() -> Result<()> {
    let args = Args::parse();
    // With batches this small, several threads cost more time than they save.
    tch::set_num_threads(1);
    let folder = args.folder();
    if args.fresh && folder.exists() {
        fs::remove_dir_all(&folder)?;
    }

    let mut vs = nn::VarStore::new(Device::cuda_if_available());
    tch::manual_seed(0);
    let net = Network::new(&vs);
    let plan = Plan::lr(args.lr, CosineAnnealingLr::new(EPOCHS - WARMUP)?.warmup(WARMUP)?).total_steps(EPOCHS);
    let mut opt = plan.build(&vs, nn::Sgd { momentum: 0.9, ..Default::default() })?;

    let checkpoints = Checkpoints::new(&folder).keep_last(3)?;
    match checkpoints.latest()? {
        Some(latest) => {
            let restored = latest.load_with(&mut vs, &mut opt, args.plan.change())?;
            println!("Resumes from {restored}, with epoch {}.", opt.state().step);
        }
        None => println!("Starts a new run: there is no checkpoint in {}.", folder.display()),
    }
    cool_down(&args, &mut opt)?;

    fs::create_dir_all(&folder)?;
    let rates = folder.join("rates.csv");
    let mut log = CsvLog::append(&rates, opt.state())?;
    while !is_done(&opt) {
        let epoch = opt.state().step;
        let loss = net.train_epoch(&mut opt, || {
            if args.die_at == Some(epoch) {
                println!("Aborts in epoch {epoch}.");
                process::abort();
            }
        });
        if epoch.is_multiple_of(5) {
            println!("epoch {epoch:2}: lr {:.5}, loss {loss:.4}, {:.1} % correct", opt.lr(), 100.0 * net.accuracy());
        }
        log.observe(opt.advance()?.with("loss", loss))?;
        checkpoints.save(&vs, &opt)?;
    }
    println!("Finished after epoch {}: {:.1} % correct.", opt.state().step - 1, 100.0 * net.accuracy());
    println!("{}", comparison::verdict(&plan, opt.state(), &rates)?);
    println!("The sum of the weights is {:?}.", net.sum_of_weights(&vs));
    Ok(())
}

fn cool_down(args: &Args, opt: &mut ScheduledOptimizer) -> Result<()> {
    if let Some(epochs) = args.cool_down {
        opt.cool_down(Cooldown::to(0.0, epochs)?)?;
        println!("Cooldown from {:.5} to 0 over {epochs} epochs.", opt.lr());
    }
    Ok(())
}

/// Whether the plan or a cooldown has ended.
fn is_done(opt: &ScheduledOptimizer) -> bool {
    let state = opt.state();
    state.step >= EPOCHS || (state.cooldown.is_some() && opt.lr() == 0.0)
}

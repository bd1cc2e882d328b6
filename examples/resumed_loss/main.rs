//! Draws what the optimizer's state in a checkpoint is worth: the loss of a run with AdamW that is never interrupted, of the same
//! run resumed from a checkpoint, and of the same run resumed without the state of the optimizer.
//!
//! ```text
//! cargo run -p resumed_loss                          # writes resumed_loss.svg
//! cargo run -p resumed_loss -- picture.png
//! ```

use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::{env, fs, process};
use tch::nn::{self, Module};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::plot::Plot;
use tch_lr_scheduler::{Checkpoints, Constant, LoadOptions, Plan, Schedule, ScheduledOptimizer};

const STEPS: u64 = 1200;
const STOP: u64 = 1000;
/// The losses of this many steps are averaged for the picture, because the loss of one batch is noisy.
const WINDOW: usize = 5;

fn main() -> Result<()> {
    // With batches this small, several threads cost more time than they save.
    tch::set_num_threads(1);
    let picture = env::args_os().nth(1).map_or_else(|| "resumed_loss.svg".into(), PathBuf::from);
    let folder = env::temp_dir().join(format!("tch-lr-scheduler-resumed-loss-{}", process::id()));
    let uninterrupted = Run::new()?.train(STEPS, None)?;
    Run::new()?.train(STOP, Some(&folder))?;
    let resumed = Run::resume(&folder, LoadOptions::new())?.train(STEPS, None)?;
    let without = Run::resume(&folder, LoadOptions::new().without_optimizer_state())?.train(STEPS, None)?;
    fs::remove_dir_all(&folder)?;

    ensure!(resumed == uninterrupted[STOP as usize..], "the resumed run differs from the uninterrupted one");
    println!("The losses of the {} resumed steps equal those of the uninterrupted run to the bit.", resumed.len());
    let mean = |losses: &[f64]| losses.iter().sum::<f64>() / losses.len() as f64;
    for steps in [10, 50, 200] {
        let (with, without) = (mean(&resumed[..steps]), mean(&without[..steps]));
        println!("Mean loss of the first {steps:3} steps: {with:.4}, without the optimizer's state {without:.4}");
    }
    let shown = STOP as usize - 100;
    Plot::new("AdamW, stopped and resumed at step 1,000")
        .x_label("step")
        .y_label("loss")
        .log_y()
        .curve("never interrupted", smooth(&uninterrupted[shown..], shown))
        .curve("resumed", smooth(&resumed, STOP as usize))
        .curve("resumed without the optimizer's state", smooth(&without, STOP as usize))
        .mark(STOP as f64, "resume")
        .save(&picture)?;
    println!("Wrote {}.", picture.display());
    Ok(())
}

/// The mean of each window of losses, at the middle of the window.
fn smooth(losses: &[f64], first_step: usize) -> Vec<(f64, f64)> {
    let windows = losses.chunks_exact(WINDOW).enumerate();
    let point = |(index, window): (usize, &[f64])| {
        let middle = first_step + index * WINDOW + WINDOW / 2;
        (middle as f64, window.iter().sum::<f64>() / WINDOW as f64)
    };
    windows.map(point).collect()
}

struct Run {
    vs: nn::VarStore,
    net: nn::Sequential,
    opt: ScheduledOptimizer,
}

impl Run {
    fn new() -> Result<Self> {
        tch::manual_seed(1);
        let vs = nn::VarStore::new(Device::Cpu);
        let net = nn::seq()
            .add(nn::linear(vs.root() / "first", 2, 64, Default::default()))
            .add_fn(|x| x.tanh())
            .add(nn::linear(vs.root() / "second", 64, 64, Default::default()))
            .add_fn(|x| x.tanh())
            .add(nn::linear(vs.root() / "third", 64, 1, Default::default()));
        let plan = Plan::lr(0.005, Constant.warmup(50)?).total_steps(STEPS);
        let opt = plan.build(&vs, nn::AdamW::default())?;
        Ok(Self { vs, net, opt })
    }

    fn resume(folder: &Path, options: LoadOptions) -> Result<Self> {
        let mut run = Self::new()?;
        Checkpoints::new(folder).load_latest_with(&mut run.vs, &mut run.opt, options)?;
        Ok(run)
    }

    /// Trains up to `end`, saves a checkpoint to `folder` if it is given, and returns the loss of each step.
    fn train(mut self, end: u64, folder: Option<&Path>) -> Result<Vec<f64>> {
        let mut losses = vec![];
        while self.opt.state().step < end {
            let (x, y) = surface(64);
            let loss = (self.net.forward(&x) - y).square().mean(Kind::Float);
            losses.push(loss.double_value(&[]));
            self.opt.backward_step(&loss);
            self.opt.advance()?;
        }
        if let Some(folder) = folder {
            Checkpoints::new(folder).save(&self.vs, &self.opt)?;
        }
        Ok(losses)
    }
}

/// Random points, and a smooth function of each point.
fn surface(points: i64) -> (Tensor, Tensor) {
    let x = Tensor::rand([points, 2], (Kind::Float, Device::Cpu)) * 2.0 - 1.0;
    let y = (x.narrow(1, 0, 1) * 4.0).sin() * (x.narrow(1, 1, 1) * 3.0).cos();
    (x, y)
}

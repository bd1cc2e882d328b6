//! The training speed of a small network in one thread, with and without a schedule. compare.py runs it in turn with the same
//! network in Python torch.
//!
//! `training [plain|scheduled] [steps]` prints the steps per second. Without arguments it prints both speeds.
//! `training [scheduler|by-hand] [steps] [groups]` takes steps of a schedule without any training, for callgrind.

mod schedule_steps;

use std::env;
use std::time::Instant;
use tch::nn::{self, Module, OptimizerConfig, Sequential, Sgd, VarStore};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{CosineAnnealingLr, Plan};

const STEPS: u64 = 2_000;
const LR: f64 = 0.01;

fn network(vs: &VarStore) -> Sequential {
    let path = vs.root();
    nn::seq().add(nn::linear(&path / "in", 64, 64, Default::default())).add_fn(Tensor::relu).add(nn::linear(
        &path / "out",
        64,
        10,
        Default::default(),
    ))
}

struct Batch {
    x: Tensor,
    y: Tensor,
}

fn batch() -> Batch {
    Batch { x: Tensor::randn([32, 64], (Kind::Float, Device::Cpu)), y: Tensor::randint(10, [32], (Kind::Int64, Device::Cpu)) }
}

fn sgd() -> Sgd {
    Sgd { momentum: 0.9, ..Default::default() }
}

/// A function that is never inlined, like the next one, so that callgrind can count its instructions alone.
#[inline(never)]
fn train_plain(optimizer: &mut nn::Optimizer, net: &Sequential, batch: &Batch, steps: u64) {
    for _ in 0..steps {
        optimizer.backward_step(&net.forward(&batch.x).cross_entropy_for_logits(&batch.y));
    }
}

#[inline(never)]
fn train_scheduled(
    optimizer: &mut tch_lr_scheduler::ScheduledOptimizer,
    net: &Sequential,
    batch: &Batch,
    steps: u64,
) -> tch_lr_scheduler::Result<()> {
    for _ in 0..steps {
        optimizer.backward_step(&net.forward(&batch.x).cross_entropy_for_logits(&batch.y));
        optimizer.advance()?;
    }
    Ok(())
}

fn steps_per_second(scheduled: bool, steps: u64) -> anyhow::Result<f64> {
    tch::manual_seed(1);
    let vs = VarStore::new(Device::Cpu);
    let (net, batch) = (network(&vs), batch());
    let begun;
    if scheduled {
        let mut optimizer = Plan::lr(LR, CosineAnnealingLr::new(steps)?).build(&vs, sgd())?;
        begun = Instant::now();
        train_scheduled(&mut optimizer, &net, &batch, steps)?;
    } else {
        let mut optimizer = sgd().build(&vs, LR)?;
        begun = Instant::now();
        train_plain(&mut optimizer, &net, &batch, steps);
    }
    Ok(steps as f64 / begun.elapsed().as_secs_f64())
}

fn main() -> anyhow::Result<()> {
    tch::set_num_threads(1);
    // cargo adds the argument `--bench`.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let steps = arguments.get(1).map_or(Ok(STEPS), |steps| steps.parse())?;
    match arguments.first().map(String::as_str) {
        Some("plain") => println!("{:.1}", steps_per_second(false, steps)?),
        Some("scheduled") => println!("{:.1}", steps_per_second(true, steps)?),
        Some(kind @ ("scheduler" | "by-hand")) => {
            let groups = arguments.get(2).map_or(Ok(1), |groups| groups.parse())?;
            schedule_steps::run(kind == "scheduler", steps, groups)?;
        }
        Some(other) => anyhow::bail!("expected plain, scheduled, scheduler or by-hand, found {other:?}"),
        None => println!(
            "plain {:.1} steps/s, scheduled {:.1} steps/s",
            steps_per_second(false, steps)?,
            steps_per_second(true, steps)?
        ),
    }
    Ok(())
}

//! Teaches a network that knows spirals of three arms to tell five apart, from few points: its head is new and learns from the
//! start, its body is frozen at first and then warmed up, the lower layers at lower rates than the upper ones. And again from
//! the same weights at constant rates, to see what that was worth.
//!
//! ```text
//! cargo run --example finetune
//! ```

mod network;
mod report;
mod spirals;
mod task;

use anyhow::Result;
use network::{BODY, HEAD};
use report::Results;
use task::{Pretrained, Task};
use tch::Device;
use tch_lr_scheduler::{Constant, CosineAnnealingLr, Plan, Schedule};

const BODY_LR: f64 = 0.02;
const HEAD_LR: f64 = 0.05;
const CONSTANT_LRS: [f64; 3] = [HEAD_LR, BODY_LR, 0.01];

const EPOCHS: u64 = 60;
const FROZEN: u64 = 18;
const WARMUP: u64 = 12;

/// How often the five arms are learnt, from other points each time: with points so few, one time says little.
const TIMES: i64 = 3;

fn main() -> Result<()> {
    // Sharing out batches this small costs more time than it saves.
    tch::set_num_threads(1);
    let device = Device::cuda_if_available();

    let pretrained = Pretrained::train(device)?;
    println!("Trained on spirals of three arms: {:.1} % of held-out points right.", 100.0 * pretrained.accuracy);
    let tasks: Vec<Task> = (1..=TIMES).map(|seed| Task::new(seed, &pretrained)).collect();

    println!("\nNow five arms, turned, from {} points. The body is frozen for {FROZEN} epochs:", tasks[0].points());
    let unfreezing = unfreezing()?;
    tasks[0].finetune(&unfreezing, EPOCHS, report::print_epoch)?;

    println!("\nHeld-out points right after {EPOCHS} epochs, learnt {TIMES} times from other points:");
    let run = |plan: &Plan| tasks.iter().map(|task| task.finetune(plan, EPOCHS, |_| {})).collect::<Result<Results>>();
    let scheduled = run(&unfreezing)?;
    println!("frozen, then warmed up  {scheduled}");
    let mut constant = vec![];
    for lr in CONSTANT_LRS {
        let results = run(&Plan::lr(lr, Constant))?;
        println!("all at {lr:.2}             {results}");
        constant.push(results);
    }
    println!("\n{}", report::verdict(&scheduled, &constant));
    Ok(())
}

fn unfreezing() -> Result<Plan> {
    let head = CosineAnnealingLr::new(EPOCHS)?;
    let body = CosineAnnealingLr::new(EPOCHS - FROZEN - WARMUP)?.warmup(WARMUP)?.frozen_until(FROZEN);
    Ok(Plan::lr(BODY_LR, body)
        .layer_wise(BODY, 0.5)
        .lr_group(HEAD, HEAD_LR, head)
        // What the body has learnt is not to decay.
        .weight_decay(0.0, Constant)
        .weight_decay_group(HEAD, 0.001, Constant))
}

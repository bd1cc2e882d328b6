//! Fine-tunes a network. It was trained to classify the points of three spiral arms, and now learns five arms from few points. The
//! head is new and is trained from the start. The body is frozen at first and then warmed up, with lower rates for lower layers.
//! Then trains from the same weights at constant rates for comparison.
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

/// The number of runs, each with other points. With so few points, a single run is not significant.
const TIMES: i64 = 3;

fn main() -> Result<()> {
    // With batches this small, several threads cost more time than they save.
    tch::set_num_threads(1);
    let device = Device::cuda_if_available();

    let pretrained = Pretrained::train(device)?;
    println!("Trained on three spiral arms: {:.1} % of held-out points correct.", 100.0 * pretrained.accuracy);
    let tasks: Vec<Task> = (1..=TIMES).map(|seed| Task::new(seed, &pretrained)).collect();

    println!("\nFine-tuning on {} points of five rotated arms. The body is frozen for {FROZEN} epochs:", tasks[0].points());
    let unfreezing = unfreezing()?;
    tasks[0].finetune(&unfreezing, EPOCHS, report::print_epoch)?;

    println!("\nHeld-out points correct after {EPOCHS} epochs, in {TIMES} runs with different points:");
    let run = |plan: &Plan| tasks.iter().map(|task| task.finetune(plan, EPOCHS, |_| {})).collect::<Result<Results>>();
    let scheduled = run(&unfreezing)?;
    println!("frozen, then warmed up  {scheduled}");
    let mut constant = vec![];
    for lr in CONSTANT_LRS {
        let results = run(&Plan::lr(lr, Constant))?;
        println!("constant at {lr:.2}        {results}");
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
        // No weight decay for the pre-trained weights of the body.
        .weight_decay(0.0, Constant)
        .weight_decay_group(HEAD, 0.001, Constant))
}

//! Level 1: a scheduler and a plain `nn::Optimizer`, for code that must keep its optimizer. Here that code accumulates gradients.
//!
//! ```text
//! cargo run --example plain_optimizer
//! ```

use anyhow::Result;
use tch::data::Iter2;
use tch::nn::{self, Module, Optimizer, OptimizerConfig};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{MultiStepLr, Plan};

const BATCH_SIZE: i64 = 16;
const BATCHES_PER_STEP: usize = 4;

fn main() -> Result<()> {
    tch::manual_seed(0);
    let device = Device::cuda_if_available();
    let points = Tensor::randn([1024, 2], (Kind::Float, device));
    let inside_circle = points.square().sum_dim_intlist(1, false, None).lt(1.4).to_kind(Kind::Int64);

    let vs = nn::VarStore::new(device);
    let hidden = nn::linear(vs.root() / "hidden", 2, 32, Default::default());
    let output = nn::linear(vs.root() / "output", 32, 2, Default::default());
    let net = nn::seq().add(hidden).add_fn(Tensor::relu).add(output);
    let mut opt = nn::AdamW::default().build(&vs, 0.01)?;

    let plan = Plan::lr(0.01, MultiStepLr::new([10, 15], 0.1)?);
    let mut scheduler = plan.start(&vs, &mut opt)?;

    for epoch in 0..20 {
        let loss = train_epoch(&net, &mut opt, &points, &inside_circle);
        println!("epoch {epoch:2}: lr {:.4}, loss {loss:.4}", scheduler.lr());
        scheduler.step(&mut opt)?;
    }
    Ok(())
}

/// Trains one epoch, without any use of schedules, and returns the mean loss. Adds up the gradients of several batches before each
/// step, as a program does if a large batch does not fit in memory.
fn train_epoch(net: &impl Module, opt: &mut Optimizer, points: &Tensor, labels: &Tensor) -> f64 {
    let batches: Vec<_> = Iter2::new(points, labels, BATCH_SIZE).to_device(points.device()).shuffle().collect();
    let mut sum = 0.0;
    for share in batches.chunks(BATCHES_PER_STEP) {
        opt.zero_grad();
        for (points, labels) in share {
            let loss = net.forward(points).cross_entropy_for_logits(labels);
            (&loss / share.len() as f64).backward();
            sum += loss.double_value(&[]);
        }
        opt.step();
    }
    sum / batches.len() as f64
}

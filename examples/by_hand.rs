//! Level 0: a schedule without a scheduler. A plain tch loop computes the rate of each epoch from the schedule and sets it.
//!
//! ```text
//! cargo run --example by_hand
//! ```

use anyhow::Result;
use tch::nn::{self, Module, OptimizerConfig};
use tch::{Device, Kind, Tensor};
use tch_lr_scheduler::{ExponentialLr, Schedule};

const BASE_LR: f64 = 0.2;

fn main() -> Result<()> {
    tch::manual_seed(0);
    let x = Tensor::randn([200, 1], (Kind::Float, Device::Cpu));
    let y = 3.0 * &x + 1.0 + 0.1 * x.randn_like();

    let vs = nn::VarStore::new(Device::Cpu);
    let line = nn::linear(vs.root(), 1, 1, Default::default());
    let mut opt = nn::Sgd::default().build(&vs, BASE_LR)?;

    let schedule = ExponentialLr::new(0.95)?;
    println!("The points lie near the line y = 3 x + 1.");
    for epoch in 0..=40 {
        let lr = schedule.at(BASE_LR, epoch);
        opt.set_lr(lr);
        let loss = line.forward(&x).mse_loss(&y, tch::Reduction::Mean);
        opt.backward_step(&loss);

        if epoch % 10 == 0 {
            let slope = line.ws.double_value(&[0, 0]);
            let intercept = line.bs.as_ref().map_or(0.0, |bias| bias.double_value(&[0]));
            let loss = loss.double_value(&[]);
            println!("epoch {epoch:2}: lr {lr:.4}, loss {loss:.4}, y = {slope:.2} x + {intercept:.2}");
        }
    }

    // A schedule has no state, so it returns the rate of any epoch, in any order.
    println!("The rate of epoch 100 would be {:.2e}.", schedule.at(BASE_LR, 100));
    Ok(())
}

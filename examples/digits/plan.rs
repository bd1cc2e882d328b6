use super::args::Args;
use super::network::{NO_DECAY, WEIGHTS};
use anyhow::Result;
use tch::nn;
use tch_lr_scheduler::{Constant, OneCycleLr, Plan, ReduceLrOnPlateau};

pub const SGD: nn::Sgd = nn::Sgd { momentum: 0.9, dampening: 0.0, wd: 0.0, nesterov: false };

/// The learning rate, the momentum and the weight decay of both parameter groups, in a run of this number of steps.
///
/// A step is one batch. `OneCycleLr` also moves the momentum: down while the rate rises, and up while it falls.
pub fn plan(args: &Args, max_lr: f64, steps: u64) -> Result<Plan> {
    let rates = if args.plateau {
        let rule = ReduceLrOnPlateau::new().factor(0.3)?.patience(2);
        Plan::lr(max_lr, Constant).reduce_lr_on_plateau(rule)
    } else {
        Plan::lr(max_lr, OneCycleLr::new(max_lr, steps)?)
    };
    Ok(rates
        .weight_decay_group(WEIGHTS, args.weight_decay, Constant)
        .weight_decay_group(NO_DECAY, 0.0, Constant)
        .total_steps(steps))
}

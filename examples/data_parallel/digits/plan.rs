use super::JobArgs;
use super::network::{NO_DECAY, WEIGHTS};
use anyhow::Result;
use tch::nn;
use tch_lr_scheduler::{Constant, OneCycleLr, Plan, ReduceLrOnPlateau, RunLength, Schedule, Span, Warmup};

pub const SGD: nn::Sgd = nn::Sgd { momentum: 0.9, dampening: 0.0, wd: 0.0, nesterov: false };

/// The epochs in which the rate rises from that of one rank to that of all ranks, as in Goyal et al., section 2.2.
const WARMUP_EPOCHS: f64 = 5.0;

/// The learning rate, the momentum and the weight decay of a run on this number of ranks.
///
/// The length is given in images, so that with more ranks the run has fewer steps. One cycle has a warm-up of its own, in its first
/// 30 %. The constant rate of `--plateau` has the gradual warm-up of Goyal et al.
pub fn plan(args: &JobArgs, ranks: u64, images: i64) -> Result<Plan> {
    let digits = &args.digits;
    let factor = args.parallel.lr_scaling.factor(ranks);
    let (lr, images) = (digits.lr * factor, images as f64);
    let run =
        RunLength::new(Span::samples(digits.epochs as f64 * images))?.samples_per_step(digits.batch_size.unsigned_abs() * ranks)?;
    let rates = if digits.plateau {
        let warmup = run.steps(Span::samples(WARMUP_EPOCHS * images))?;
        let schedule = Constant.warmup_with(Warmup::from_floor(1.0 / factor, warmup)?);
        Plan::lr(lr, schedule).reduce_lr_on_plateau(ReduceLrOnPlateau::new().factor(0.3)?.patience(2))
    } else {
        Plan::lr(lr, OneCycleLr::new(lr, run.steps(Span::percent(100.0))?)?)
    };
    Ok(rates.weight_decay_group(WEIGHTS, digits.weight_decay, Constant).weight_decay_group(NO_DECAY, 0.0, Constant).run(run)?)
}

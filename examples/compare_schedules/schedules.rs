use tch_lr_scheduler::{
    Constant, CosineAnnealingLr, ExponentialLr, LambdaLr, LinearLr, MultiStepLr, OneCycleLr, Piecewise, PolynomialLr, Result,
    Schedule,
};

/// The fraction of the run that is the warm-up, of every schedule without its own.
const WARMUP: f64 = 0.05;
/// The fraction of the run in which the rate of a WSD schedule falls.
const DECAY: f64 = 0.2;

/// A schedule, and the name of its logs.
pub type Named = (&'static str, Box<dyn Schedule>);

/// Schedules of `steps` steps whose highest rate is `lr`.
pub fn all(lr: f64, steps: u64) -> Result<Vec<Named>> {
    let warmup = ((WARMUP * steps as f64) as u64).max(1);
    // The steps after the warm-up, and those of them after which a WSD schedule falls.
    let after = steps - warmup;
    let stable = after - ((DECAY * steps as f64) as u64).max(1);
    let wsd = || Piecewise::starting_at(1.0)?.constant_to(stable);
    // 1 before the fall, and the fraction of the fall that is left in it.
    let left = move |step: u64| after.saturating_sub(step.max(stable)) as f64 / (after - stable) as f64;
    Ok(vec![
        ("constant", Constant.warmup(warmup)?.boxed()),
        ("cosine", CosineAnnealingLr::new(after)?.warmup(warmup)?.boxed()),
        ("cosine_to_a_tenth", CosineAnnealingLr::new(after)?.eta_min(0.1 * lr)?.warmup(warmup)?.boxed()),
        ("linear_to_zero", LinearLr::new(1.0, 0.0, after)?.warmup(warmup)?.boxed()),
        ("wsd_linear", wsd()?.linear_to(after, 0.0)?.warmup(warmup)?.boxed()),
        ("wsd_cosine", wsd()?.cosine_to(after, 0.0)?.warmup(warmup)?.boxed()),
        ("wsd_one_minus_sqrt", LambdaLr::new(move |step| 1.0 - (1.0 - left(step)).sqrt()).warmup(warmup)?.boxed()),
        ("inverse_sqrt", LambdaLr::new(move |step| (warmup as f64 / (warmup + step) as f64).sqrt()).warmup(warmup)?.boxed()),
        ("one_cycle", OneCycleLr::new(lr, steps)?.cycle_momentum(false).hold(steps - 1).boxed()),
        ("polynomial", PolynomialLr::new(after, 2.0)?.warmup(warmup)?.boxed()),
        ("steps", MultiStepLr::new([after / 2, after * 3 / 4], 0.3)?.warmup(warmup)?.boxed()),
        ("exponential", ExponentialLr::new(0.01f64.powf(1.0 / after as f64))?.warmup(warmup)?.boxed()),
    ])
}

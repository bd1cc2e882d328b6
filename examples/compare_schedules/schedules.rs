use tch_lr_scheduler::{
    Constant, CosineAnnealingLr, CosineDecay, ExponentialLr, InverseSqrt, LinearLr, MultiStepLr, OneCycleLr, PolynomialLr, Power,
    Result, Schedule, Shape, Wsd,
};

/// The fraction of the run that is the warm-up, of every schedule without its own.
const WARMUP: f64 = 0.05;
/// The fraction of the run in which the rate of a WSD schedule falls.
const DECAY: f64 = 0.2;

/// A schedule, and the name of its logs.
pub type Named = (&'static str, Box<dyn Schedule>);

/// Schedules of `steps` steps whose highest rate is `lr`.
pub fn all(lr: f64, steps: u64) -> Result<Vec<Named>> {
    let part = |fraction: f64| ((fraction * steps as f64) as u64).max(1);
    let (warmup, decay) = (part(WARMUP), part(DECAY));
    let after = steps - warmup;
    let wsd = |shape: Shape| Ok::<_, tch_lr_scheduler::Error>(Wsd::new(warmup, after - decay, decay)?.decay_shape(shape)?.boxed());
    Ok(vec![
        ("constant", Constant.warmup(warmup)?.boxed()),
        ("cosine", CosineAnnealingLr::new(after)?.warmup(warmup)?.boxed()),
        ("cosine_to_a_tenth", CosineDecay::new(after)?.alpha(0.1)?.warmup(warmup)?.boxed()),
        ("linear_to_zero", LinearLr::new(1.0, 0.0, after)?.warmup(warmup)?.boxed()),
        ("wsd_linear", wsd(Shape::linear())?),
        ("wsd_cosine", wsd(Shape::cosine())?),
        ("wsd_one_minus_sqrt", wsd(Shape::one_minus_sqrt())?),
        ("inverse_sqrt", InverseSqrt::new(warmup)?.warmup(warmup)?.boxed()),
        ("power", Power::from_base(-0.51, warmup)?.warmup(warmup)?.boxed()),
        ("one_cycle", OneCycleLr::new(lr, steps)?.cycle_momentum(false).hold(steps - 1).boxed()),
        ("polynomial", PolynomialLr::new(after, 2.0)?.warmup(warmup)?.boxed()),
        ("steps", MultiStepLr::new([after / 2, after * 3 / 4], 0.3)?.warmup(warmup)?.boxed()),
        ("exponential", ExponentialLr::new(0.01f64.powf(1.0 / after as f64))?.warmup(warmup)?.boxed()),
    ])
}

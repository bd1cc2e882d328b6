//! A `Wsd` as data.

use super::Wsd;
use crate::combinators::WarmupStart;
use crate::error::check;
use crate::schedule::shape::FallShape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Shape};

type_entry!(Wsd "Wsd" {
    warmup_steps: u64;
    stable_steps: u64;
    decay_steps: u64;
    start: WarmupStart = WarmupStart::FirstStep;
    warmup_shape: Shape = Shape::linear(), [it -> it.warmup_shape.clone()];
    stable_power: f64 = 0.0;
    timescale: Option<f64> = None;
    decay_shape: FallShape = FallShape(Shape::one_minus_sqrt()), [it -> FallShape(it.decay_shape.clone())];
    floor: f64 = 0.0;
    eta_min: Option<f64> = None
} => {
    let built = Wsd::new(warmup_steps, stable_steps, decay_steps)?.warmup_shape(warmup_shape).decay_shape(decay_shape.0)?;
    let built = match start {
        WarmupStart::FirstStep => built,
        WarmupStart::Floor(floor) => built.warmup_from(check::fraction(super::NAME, "start", floor)?)?,
    };
    let built = match timescale {
        Some(timescale) => built.timescale(timescale)?,
        None => built,
    };
    with_floor(built.stable_power(stable_power)?, floor, eta_min)
});

fn with_floor(built: Wsd, floor: f64, eta_min: Option<f64>) -> Result<Wsd> {
    match eta_min {
        Some(eta_min) => {
            check::ensure(floor == 0.0, super::NAME, "floor", "0, because eta_min sets the value at the end", floor)?;
            built.eta_min(eta_min)
        }
        None => built.floor(floor),
    }
}

//! The state of a cooldown as data.

use super::{Cooldown, CooldownState};
use crate::Shape;
use crate::data::record;

record!(CooldownState {
    step: u64;
    fraction: f64;
    elapsed: f64 = 0.0, omitted;
    steps: u64, [it -> it.cooldown.steps];
    shape: Shape, [it -> it.cooldown.shape.clone()];
    from: Vec<f64>;
    to: Option<f64> = None, [it -> it.cooldown.target.rate()], omitted;
    to_factor: Option<f64> = None, [it -> it.cooldown.target.factor()], omitted
} => |node| {
    let cooldown = match (to, to_factor) {
        (Some(rate), None) => Cooldown::to(rate, steps),
        (None, Some(factor)) => Cooldown::to_factor(factor, steps),
        _ => return Err(node.problem("either to or to_factor", node.data.excerpt())),
    };
    cooldown.and_then(|cooldown| cooldown.shape(shape)).map(|cooldown| CooldownState { cooldown, step, fraction, elapsed, from })
});

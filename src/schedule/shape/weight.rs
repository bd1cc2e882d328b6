//! The formulas of the shapes.

use super::shape::{Kind, Shape};
use std::f64::consts::PI;

impl Shape {
    /// The weight at the progress `p` of a fall that takes `steps` steps: the part of the change that is left. A `p` below 0 counts
    /// as 0, and one above 1 as 1.
    ///
    /// Only [`logarithmic`](Self::logarithmic) uses `steps`: its weight is that of its warm-up, backwards.
    ///
    /// ```
    /// use tch_lr_scheduler::Shape;
    ///
    /// assert_eq!([-1.0, 0.0, 0.25, 1.0, 2.0].map(|p| Shape::one_minus_sqrt().weight(p, 100)), [1.0, 1.0, 0.5, 0.0, 0.0]);
    /// ```
    #[must_use]
    pub fn weight(&self, p: f64, steps: u64) -> f64 {
        let p = p.clamp(0.0, 1.0);
        match &self.0 {
            Kind::Logarithmic => logarithm((1.0 - p) * steps as f64, steps),
            Kind::Constant if p >= 1.0 => 0.0,
            _ => self.left(p),
        }
    }

    /// The part of the change that is left at the progress `p`, from 0 to 1.
    pub(crate) fn left(&self, p: f64) -> f64 {
        match &self.0 {
            Kind::Linear | Kind::Logarithmic => 1.0 - p,
            Kind::Cosine => (1.0 + (PI * p).cos()) / 2.0,
            Kind::OneMinusSqrt => 1.0 - p.sqrt(),
            Kind::OneMinusSquare => 1.0 - p * p,
            Kind::Power(power) => 1.0 - p.powf(*power),
            Kind::Polynomial(power) => (1.0 - p).powf(*power),
            Kind::Exponential(floor) => floor.powf(p),
            Kind::ExponentialNormalized(floor) => (floor.powf(p) - floor) / (1.0 - floor),
            Kind::MirrorCosine => 2.0 * (1.0 - p) - (1.0 + (PI * p).cos()) / 2.0,
            Kind::HalfLife => 2.0 * 0.5_f64.powf(p) - 1.0,
            Kind::Constant => 1.0,
            Kind::Function(function) => finite(function.at(p)).clamp(0.0, 1.0),
        }
    }

    /// The part of the change that is done at the progress `p`. It is `1 - left(p)`, but not by this subtraction, which would round
    /// once more.
    pub(crate) fn done(&self, p: f64) -> f64 {
        match &self.0 {
            Kind::Linear | Kind::Logarithmic => p,
            Kind::Cosine => (1.0 - (PI * p).cos()) / 2.0,
            Kind::OneMinusSqrt => p.sqrt(),
            Kind::OneMinusSquare => p * p,
            Kind::Power(power) => p.powf(*power),
            _ => 1.0 - self.left(p),
        }
    }

    /// The value of a curve from `from` to `to` at the progress `p`.
    pub(crate) fn between(&self, from: f64, to: f64, p: f64) -> f64 {
        if self.0 == Kind::Constant { from } else { from + (to - from) * self.done(p) }
    }

    /// The weight of the full value in a warm-up, from 0 to 1, at `time` of `steps` steps.
    pub(crate) fn risen(&self, time: f64, steps: u64) -> f64 {
        let p = (time / steps as f64).min(1.0);
        match &self.0 {
            Kind::Linear => p,
            Kind::Cosine => (1.0 - (PI * p).cos()) / 2.0,
            Kind::Polynomial(power) => p.powf(*power),
            Kind::Logarithmic => logarithm(time, steps),
            Kind::Constant => f64::from(u8::from(p >= 1.0)),
            _ => self.left(1.0 - p),
        }
    }

    pub(crate) fn is_constant(&self) -> bool {
        self.0 == Kind::Constant
    }
}

/// DeepSpeed's logarithm: from 0 at time 0 to 1 at the last of `steps` steps.
fn logarithm(time: f64, steps: u64) -> f64 {
    ((1.0 / (steps.max(2) as f64).ln()) * (time + 1.0).ln()).min(1.0)
}

/// NaN instead of an infinity, so that the value is not limited to the largest number and the scheduler reports it.
fn finite(weight: f64) -> f64 {
    if weight.is_finite() { weight } else { f64::NAN }
}

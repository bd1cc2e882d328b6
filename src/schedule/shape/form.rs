//! The shapes as curves of a summary.

use super::shape::{Kind, Shape};
use crate::Function;
use crate::data::wording::number;
use crate::schedule::summary::Shape as Curve;

impl Shape {
    /// The curve of a fall over `steps` steps.
    pub(crate) fn curve(&self, steps: u64) -> Curve {
        let length = steps as f64;
        match &self.0 {
            Kind::Constant => Curve::Constant,
            Kind::Linear => Curve::Linear,
            Kind::Cosine => Curve::cosine(steps),
            Kind::Power(1.0) | Kind::Polynomial(1.0) => Curve::Linear,
            Kind::Polynomial(power) => Curve::Polynomial { left: length, length, power: *power },
            Kind::Exponential(floor) | Kind::ExponentialNormalized(floor) => Curve::Exponential { factor: *floor, steps: length },
            Kind::HalfLife => Curve::Exponential { factor: 0.5, steps: length },
            _ => {
                let shape = self.clone();
                Curve::fraction(self.name(), Function::named(format!("{self:?}"), move |p| shape.left(p)), steps)
            }
        }
    }

    /// The curve of a warm-up over `steps` steps.
    pub(crate) fn warmup_curve(&self, steps: u64) -> Curve {
        let length = steps as f64;
        match &self.0 {
            Kind::Constant => Curve::Constant,
            Kind::Linear => Curve::Linear,
            Kind::Cosine => Curve::cosine(steps),
            Kind::Power(1.0) | Kind::Polynomial(1.0) => Curve::Linear,
            Kind::Exponential(floor) | Kind::ExponentialNormalized(floor) => {
                Curve::Exponential { factor: 1.0 / floor, steps: length }
            }
            Kind::HalfLife => Curve::Exponential { factor: 2.0, steps: length },
            _ => {
                let shape = self.clone();
                let risen = move |p| shape.risen(p * length, steps);
                Curve::fraction(self.name(), Function::named(format!("{self:?} up in {steps}"), risen), steps)
            }
        }
    }

    /// The shape as a noun: "cosine".
    pub(crate) fn name(&self) -> String {
        match &self.0 {
            Kind::Power(power) => format!("1-p^{}", number(*power)),
            Kind::Polynomial(power) => format!("polynomial of power {}", number(*power)),
            Kind::MirrorCosine => "mirrored cosine".into(),
            Kind::ExponentialNormalized(_) | Kind::HalfLife => "exponential".into(),
            Kind::Function(function) => function.words(),
            _ => self.word().into(),
        }
    }
}

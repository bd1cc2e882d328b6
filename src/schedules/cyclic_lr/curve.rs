use super::CyclicLr;
use super::scale::{CyclicMode, ScaleMode};
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::summary::Shape;
use crate::{CompanionMomentum, Schedule, Summary};

impl CyclicLr {
    /// The height of the triangle at `time`, from 0 to 1, and the factor of the amplitude.
    fn height_and_scale(&self, time: f64) -> (f64, f64) {
        let up = self.step_size_up as f64;
        let total = up + self.step_size_down.unwrap_or(self.step_size_up) as f64;
        let ratio = up / total;
        let cycle = (1.0 + time / total).floor();
        let x = 1.0 + time / total - cycle;
        let height = if x <= ratio { x / ratio } else { (x - 1.0) / (ratio - 1.0) };
        let scale = match (&self.scale_fn, self.scale_mode) {
            (None, _) => self.mode.scale(cycle, time, self.gamma),
            (Some(scale_fn), ScaleMode::Cycle) => scale_fn.at(cycle),
            (Some(scale_fn), ScaleMode::Iterations) => scale_fn.at(time),
        };
        (height, scale)
    }
}

impl Schedule for CyclicLr {
    fn value(&self, _base: f64, time: f64) -> f64 {
        let (height, scale) = self.height_and_scale(time);
        not_negative(self.base_lr + product((self.max_lr - self.base_lr) * height, scale))
    }

    fn momentum(&self) -> Option<&dyn CompanionMomentum> {
        self.cycle_momentum.then_some(self as &dyn CompanionMomentum)
    }

    fn peak(&self, _base: f64) -> f64 {
        self.base_lr.max(self.max_lr)
    }

    registered!();
}

replaces!(CyclicLr);

impl CompanionMomentum for CyclicLr {
    fn momentum_at(&self, time: f64) -> Option<f64> {
        self.cycle_momentum.then(|| {
            let (height, scale) = self.height_and_scale(time);
            not_negative(self.max_momentum - product((self.max_momentum - self.base_momentum) * height, scale))
        })
    }
}

impl CyclicLr {
    pub(super) fn summarize(&self, summary: &mut Summary) {
        let (up, down) = (self.step_size_up, self.step_size_down.unwrap_or(self.step_size_up));
        let shape = match (&self.scale_fn, self.scale_mode, self.mode) {
            (None, _, CyclicMode::ExpRange) => Shape::Function("linear times exponential".into()),
            (Some(_), ScaleMode::Iterations, _) => Shape::Function("linear times a function".into()),
            _ => Shape::Linear,
        };
        summary.repeated(up.saturating_add(down), |summary, _, length| {
            summary.phase(0, Some(up), shape.clone());
            summary.phase(up, Some(length), shape.clone());
        });
    }
}

/// Clamps a value at 0: a scale above 1 moves it beyond `base_lr` and `max_lr` or the two momenta, and possibly below 0.
fn not_negative(value: f64) -> f64 {
    value.clamp(0.0, f64::MAX)
}

use super::shape::Shape;
use crate::data::StepUnit;

/// A curve in steps of the run: its form, and the steps at which its value changes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Curve {
    pub(super) shape: Shape,
    /// The number of steps for which each value stays. 1 if the value changes at every step.
    pub(super) stair: u64,
    /// The number of steps of the first stair that lie before the start.
    pub(super) into: u64,
    /// Whether the curve is called a warm-up if it rises.
    pub(super) is_warmup: bool,
}

impl Curve {
    pub(super) fn constant() -> Self {
        Self { shape: Shape::Constant, stair: 1, into: 0, is_warmup: false }
    }

    /// The curve as a noun: "cosine", "cosine in stairs of 100 steps", "stairs of 30 steps".
    pub(super) fn name(&self, unit: StepUnit) -> String {
        match (&self.shape, self.stair) {
            (Shape::Constant, _) | (_, 1) => self.shape.name(),
            (Shape::Exponential { .. }, stair) => format!("stairs of {}", unit.length(stair)),
            (shape, stair) => format!("{} in stairs of {}", shape.name(), unit.length(stair)),
        }
    }

    /// Whether the value stays from `start`, at which the curve starts, until `end`.
    pub(super) fn stays(&self, start: u64, end: Option<u64>) -> bool {
        self.shape == Shape::Constant || (self.stair > 1 && self.changes(start, end, 0).is_some())
    }

    /// The same curve from `steps` steps later on.
    pub(super) fn later(&self, steps: u64) -> Self {
        let into = (u128::from(self.into) + u128::from(steps)) % u128::from(self.stair);
        Self { shape: self.shape.clone().later(steps as f64), into: into as u64, ..self.clone() }
    }

    /// The same curve from `steps` steps earlier on. `None` if the stair with which it starts began later.
    pub(super) fn earlier(&self, steps: u64) -> Option<Self> {
        let into = if self.stair == 1 { 0 } else { self.into.checked_sub(steps)? };
        Some(Self { shape: self.shape.clone().later(-(steps as f64)), into, ..self.clone() })
    }

    /// The steps from `start` until `end` at which the value changes, if it stays for several steps between them. `None` if there
    /// are more than `most`.
    pub(super) fn changes(&self, start: u64, end: Option<u64>, most: usize) -> Option<Vec<u64>> {
        if self.stair == 1 || self.shape == Shape::Constant {
            return Some(vec![]);
        }
        let first = start.checked_add(self.stair - self.into);
        let all = std::iter::successors(first, |step| step.checked_add(self.stair));
        let listed: Vec<_> = all.take_while(|step| end.is_none_or(|end| *step < end)).take(most + 1).collect();
        (listed.len() <= most).then_some(listed)
    }

    /// The progress, `steps` steps after the start.
    pub(super) fn progress(&self, steps: u64) -> Option<f64> {
        if self.stair == 1 {
            return self.shape.progress(steps as f64);
        }
        let since_stair_began = (steps.saturating_add(self.into)) / self.stair * self.stair;
        self.shape.progress(since_stair_began as f64 - self.into as f64)
    }
}

use super::OneCycleLr;
use crate::AnnealStrategy;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::summary::Shape;
use crate::{CompanionMomentum, Schedule, Summary};

/// The step at which a phase ends, and the values at its start and at its end.
type Phase = (f64, f64, f64);

impl OneCycleLr {
    /// The first rate and the last rate: torch's `initial_lr` and `min_lr`.
    pub(super) fn initial_and_min_lr(&self) -> (f64, f64) {
        let initial = self.max_lr / self.div_factor;
        (initial, initial / self.final_div_factor)
    }

    /// The phases of values that start at `first`, reach `top` at the peak, and end at `last`. If the cycle has two phases, the
    /// third entry has no length.
    fn phases(&self, first: f64, top: f64, last: f64) -> [Phase; 3] {
        let total = self.total_steps as f64;
        let rise = (self.pct_start * total - 1.0, first, top);
        let fall = (2.0 * self.pct_start * total - 2.0, top, first);
        let end = total - 1.0;
        if self.three_phase { [rise, fall, (end, first, last)] } else { [rise, (end, top, last), (end, last, last)] }
    }

    /// The value at `time`. From the last step on it is the last value.
    fn value_in(&self, phases: [Phase; 3], time: f64) -> f64 {
        let time = time.min(self.total_steps as f64 - 1.0);
        let mut start = 0.0;
        for (end, from, to) in phases {
            if time <= end {
                let value = self.anneal_strategy.between(from, to, (time - start) / (end - start));
                // Between two subnormal numbers the interpolation may round to a negative one.
                return if value < 0.0 { 0.0 } else { value };
            }
            start = end;
        }
        phases[2].2
    }
}

impl Schedule for OneCycleLr {
    fn value(&self, _base: f64, time: f64) -> f64 {
        let (initial, min) = self.initial_and_min_lr();
        self.value_in(self.phases(initial, self.max_lr, min), time)
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.total_steps - 1)
    }

    fn momentum(&self) -> Option<&dyn CompanionMomentum> {
        self.cycle_momentum.then_some(self as &dyn CompanionMomentum)
    }

    fn peak(&self, _base: f64) -> f64 {
        let (initial, min) = self.initial_and_min_lr();
        self.max_lr.max(initial).max(min)
    }

    registered!();
}

replaces!(OneCycleLr);

impl CompanionMomentum for OneCycleLr {
    fn momentum_at(&self, time: f64) -> Option<f64> {
        self.cycle_momentum.then(|| self.value_in(self.phases(self.max_momentum, self.base_momentum, self.max_momentum), time))
    }
}

impl OneCycleLr {
    pub(super) fn summarize(&self, summary: &mut Summary) {
        let (initial, min) = self.initial_and_min_lr();
        let mut start = 0.0;
        for (end, _, _) in self.phases(initial, self.max_lr, min) {
            // This phase has no length: a rise with `pct_start * total_steps` below 1, or the third entry of a cycle with two
            // phases.
            if end <= start {
                continue;
            }
            let shape = match self.anneal_strategy {
                AnnealStrategy::Cos => Shape::Cosine { position: 0.0, length: end - start },
                AnnealStrategy::Linear => Shape::Linear,
            };
            summary.phase_between(start, end, shape);
            start = end;
        }
        summary.phase(self.total_steps - 1, None, Shape::Constant);
    }
}

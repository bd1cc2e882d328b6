use super::OneCycleLr;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::{CompanionMomentum, Schedule, Summary, WarningKind};

/// Where a phase ends, and the two values it goes between.
type Phase = (f64, f64, f64);

impl OneCycleLr {
    pub(super) fn ends(&self) -> (f64, f64) {
        let initial = self.max_lr / self.div_factor;
        (initial, initial / self.final_div_factor)
    }

    fn phases(&self, first: f64, top: f64, last: f64) -> [Phase; 3] {
        let total = self.total_steps as f64;
        let rise = (self.pct_start * total - 1.0, first, top);
        let fall = (2.0 * self.pct_start * total - 2.0, top, first);
        let end = total - 1.0;
        if self.three_phase { [rise, fall, (end, first, last)] } else { [rise, (end, top, last), (end, last, last)] }
    }

    fn follow(&self, phases: [Phase; 3], time: f64) -> f64 {
        let time = time.min(self.total_steps as f64 - 1.0);
        let mut start = 0.0;
        for (end, from, to) in phases {
            if time <= end {
                let value = self.anneal_strategy.between(from, to, (time - start) / (end - start));
                // Between two of the least numbers the last sum may be off by one of them, to either side.
                return if value < 0.0 { 0.0 } else { value };
            }
            start = end;
        }
        phases[2].2
    }
}

impl Schedule for OneCycleLr {
    fn value(&self, _base: f64, time: f64) -> f64 {
        let (initial, min) = self.ends();
        self.follow(self.phases(initial, self.max_lr, min), time)
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.total_steps - 1)
    }

    fn momentum(&self) -> Option<&dyn CompanionMomentum> {
        self.cycle_momentum.then_some(self as &dyn CompanionMomentum)
    }

    registered!();
}

replaces!(OneCycleLr);

impl CompanionMomentum for OneCycleLr {
    fn momentum_at(&self, time: f64) -> Option<f64> {
        self.cycle_momentum.then(|| self.follow(self.phases(self.max_momentum, self.base_momentum, self.max_momentum), time))
    }
}

impl OneCycleLr {
    pub(super) fn summarize(&self, summary: &mut Summary) {
        let (initial, min) = self.ends();
        let mut sentence = format!("one cycle from {}", summary.value(self.value(0.0, 0.0)));
        let mut start = 0.0;
        for (end, from, to) in self.phases(initial, self.max_lr, min) {
            // The phase of nothing that a cycle without a rise, or of two phases, has.
            if end <= start {
                continue;
            }
            let way = if to > from { "up" } else { "down" };
            sentence += &format!(", {way} to {} at {}", summary.value(to), summary.step(end.round() as u64));
            summary.boundary(end.round() as u64);
            start = end;
        }
        summary.say(sentence);
        let (last, end) = (self.total_steps - 1, summary.value(min));
        match summary.passes(last) {
            Some(true) => summary.warn(
                WarningKind::EndsEarly,
                summary.continues_at(&format!("the one cycle ends at step {}", summary.step(last)), &end),
            ),
            Some(false) if summary.reaches(last) == Some(false) => {
                let doubt = format!("the one cycle would end at step {}, after it is over", summary.step(last));
                summary.warn(WarningKind::NeverReached, doubt);
            }
            _ => {}
        }
    }
}

use super::Wsd;
use crate::data::wording::number;
use crate::schedule::summary::Shape as Curve;
use crate::{Function, Schedule, Summary};

impl Wsd {
    pub(super) fn summarize(&self, summary: &mut Summary) {
        let (warmup, decay, end) = (self.warmup_steps, self.decay_start(), self.end());
        if warmup > 0 {
            summary.warmup_phase(warmup, self.warmup_shape.warmup_curve(warmup).later(self.start.ahead()));
        }
        let (stable, fall) = if self.stable_power == 0.0 {
            (Curve::Constant, self.decay_shape.curve(end - decay))
        } else {
            let name = self.stable_name();
            let base = summary.base();
            let decay_name = format!("{} times {name}", self.decay_shape.name());
            (self.part(name, base, warmup, decay), self.part(decay_name, base, decay, end))
        };
        summary.phase(warmup, Some(decay), stable);
        summary.phase(decay, Some(end), fall);
        summary.phase(end, None, Curve::Constant);
    }

    /// The values between two steps as a curve.
    fn part(&self, name: String, base: f64, start: u64, end: u64) -> Curve {
        let (wsd, length) = (self.clone(), (end - start) as f64);
        let value = move |p: f64| wsd.value(base, start as f64 + p * length);
        Curve::fraction(name, Function::named(format!("{self:?} of {base} from {start}"), value), end - start)
    }

    /// The fall of the stable phase as a noun.
    fn stable_name(&self) -> String {
        match self.stable_power {
            0.5 => "inverse square root".into(),
            power => format!("inverse power {}", number(power)),
        }
    }
}

use super::settings::Settings;
use crate::schedule::described::Registered;
use crate::schedule::summary::Shape;
use crate::{Described, Schedule, ScheduleSpec, Summary};

/// The factor of the noise: 1 plus the noise. The summary describes a product with it.
#[derive(Debug)]
pub(super) struct Factor(pub(super) Settings);

impl Schedule for Factor {
    fn value(&self, base: f64, time: f64) -> f64 {
        base * (1.0 + self.0.at(time))
    }

    fn described(&self) -> Described<'_> {
        Described::registered(self)
    }
}

impl Registered for Factor {
    fn spec(&self) -> ScheduleSpec {
        ScheduleSpec::opaque(self)
    }

    fn append_summary(&self, summary: &mut Summary) {
        let during = self.0.during;
        summary.phase(0, Some(during.from), Shape::Constant);
        summary.phase(during.from, during.until, Shape::Function("noise".into()));
        if let Some(until) = during.until {
            summary.phase(until, None, Shape::Constant);
        }
    }
}

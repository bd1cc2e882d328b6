use super::draw;
use crate::Result;
use crate::data::word_enum;
use crate::error::check;
use crate::schedule::step_range::StepRange;

/// The settings of the noise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Settings {
    pub(super) percent: f64,
    pub(super) seed: u64,
    pub(super) kind: Kind,
    pub(super) std: f64,
    pub(super) during: StepRange,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Normal,
    Uniform,
}

word_enum!(Kind { Normal = "normal", Uniform = "uniform" });

/// The most numbers that are drawn for one step until one is within the limit. With the smallest `percent` that is allowed, about
/// one in 1,250 is.
const MOST_DRAWS: usize = 100_000;

/// The smallest `percent` in standard deviations. With a smaller one, nearly all numbers would be drawn in vain.
const LEAST_PERCENT: f64 = 0.001;

impl Settings {
    pub(super) fn new(percent: f64, seed: u64) -> Result<Self> {
        check::fraction_above_zero("noise", "percent", percent)?;
        let settings = Self { percent, seed, kind: Kind::Normal, std: 1.0, during: StepRange::default() };
        settings.checked()
    }

    /// Checks that a number within the limit is likely.
    pub(super) fn checked(self) -> Result<Self> {
        let least = self.std * LEAST_PERCENT;
        let is_likely = self.kind == Kind::Uniform || self.percent >= least;
        check::ensure(is_likely, "noise", "percent", format!("at least a thousandth of std, {least}"), self.percent)?;
        Ok(self)
    }

    /// The noise at `time`.
    pub(super) fn at(&self, time: f64) -> f64 {
        let step = time as u64;
        if !self.during.contains(step) {
            return 0.0;
        }
        let seed = self.seed.wrapping_add(step);
        match self.kind {
            Kind::Uniform => 2.0 * (draw::uniform(seed) - 0.5) * self.percent,
            Kind::Normal => {
                let mut normal = draw::Normal::new(seed);
                let mut drawn = (0..MOST_DRAWS).map(|_| normal.next() * self.std);
                drawn.find(|noise| noise.abs() < self.percent).unwrap_or(0.0)
            }
        }
    }
}

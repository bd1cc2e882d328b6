mod draw;
mod factor;
mod mt19937;
mod settings;

use super::wraps::{Wraps, wrapped, wraps};
use crate::data::Count;
use crate::error::check;
use crate::schedule::arithmetic::{product, saturate};
use crate::schedule::step_range::StepRange;
use crate::schedule::summary::Combination;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};
use factor::Factor;
use settings::{Kind, Settings};
use std::ops::RangeBounds;

/// A schedule with noise: each value is multiplied by a random factor near 1. [`Schedule::noise`] returns it.
///
/// ```text
/// value(t) = schedule(t) + schedule(t) * n     n = draw(seed + floor(t)) for the steps of the noise, and 0 for the others
///            normal:   n is from a normal distribution around 0, of the standard deviation std, with |n| < percent
///            uniform:  n is from -percent to percent
/// ```
///
#[doc = include_str!("../../docs/pictures/noise.svg")]
///
/// The number of a step depends on the seed and the step alone. So a resumed run has the same noise, and any step can be computed
/// without those before it. All groups have the same `n` at a step. Neither the companion momentum nor [`peak`](Schedule::peak) has
/// noise.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Constant, Schedule};
///
/// let schedule = Constant.noise(0.1, 42)?.during(10..)?;
/// assert_eq!(schedule.at(0.5, 9), 0.5);
/// assert!((10..1_000).all(|step| (schedule.at(0.5, step) - 0.5).abs() < 0.05));
/// assert_eq!(schedule.at(0.5, 700), Constant.noise(0.1, 42)?.at(0.5, 700));
/// assert_ne!(schedule.at(0.5, 700), Constant.noise(0.1, 43)?.at(0.5, 700));
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such scheduler.
///
/// # In other libraries
///
/// timm: `noise_range_t`, `noise_pct=0.67`, `noise_std=1.0` and `noise_seed=42` of every scheduler, and `noise_type='normal'` or
/// `'uniform'` of its base class. `schedule.noise(noise_pct, noise_seed)?.during(noise_range_t)?` has the same values, to the
/// bit: the numbers are those of `torch.Generator().manual_seed(noise_seed + t)`.
///
/// # Source
///
/// No paper: timm's `_add_noise`. The generator is the Mersenne twister of Matsumoto and Nishimura (1998).
#[doc(alias("noise_range_t", "noise_pct", "noise_seed", "lr_noise"))]
#[must_use = "a schedule does nothing until a `Plan` or a call of `at` uses it"]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Noise<S> {
    schedule: S,
    settings: Settings,
}

impl<S> Noise<S> {
    pub(crate) fn new(schedule: S, percent: f64, seed: u64) -> Result<Self> {
        Ok(Self { schedule, settings: Settings::new(percent, seed)? })
    }

    /// Draws the numbers from a uniform distribution. By default they are from a normal one.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule};
    ///
    /// let schedule = Constant.noise(0.5, 42)?.uniform();
    /// let high = (0..100).filter(|&step| schedule.at(1.0, step) > 1.25).count();
    /// assert!((10..40).contains(&high)); // a quarter of the range
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn uniform(mut self) -> Self {
        self.settings.kind = Kind::Uniform;
        self
    }

    /// Sets the standard deviation of the normal distribution, before numbers beyond `percent` are drawn again: finite, above 0,
    /// and at most 1,000 times `percent`. 1 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `std` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule};
    ///
    /// let schedule = Constant.noise(0.5, 42)?.std(0.01)?;
    /// assert!((0..100).all(|step| (schedule.at(1.0, step) - 1.0).abs() < 0.05));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn std(mut self, std: f64) -> Result<Self> {
        self.settings.std = check::finite_above_zero("noise", "std", std)?;
        self.settings = self.settings.checked()?;
        Ok(self)
    }

    /// Sets the steps that have noise: all steps by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if there is no step in the range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Constant, Schedule};
    ///
    /// let schedule = Constant.noise(0.5, 42)?.during(10..20)?;
    /// let noisy: Vec<u64> = (0..30).filter(|&step| schedule.at(1.0, step) != 1.0).collect();
    /// assert_eq!(noisy, Vec::from_iter(10..20));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn during(self, steps: impl RangeBounds<u64>) -> Result<Self> {
        self.during_range(StepRange::new(steps))
    }

    fn during_range(mut self, during: StepRange) -> Result<Self> {
        let holds = during.until.is_none_or(|until| until > during.from);
        let bound = format!("a range with a step: until must be above from ({})", during.from);
        check::ensure(holds, "noise", "during", bound, during.until.unwrap_or_default())?;
        self.settings.during = during;
        Ok(self)
    }
}

impl<S: Schedule> Schedule for Noise<S> {
    wrapped!();

    fn constant_from(&self) -> Option<u64> {
        Some(self.schedule.constant_from()?.max(self.settings.during.until?))
    }

    fn next_change(&self, step: u64) -> u64 {
        let StepRange { from, until } = self.settings.during;
        let of_noise = match until {
            Some(until) if step >= until => u64::MAX,
            _ => from.max(step.saturating_add(1)),
        };
        self.schedule.next_change(step).min(of_noise)
    }
}

impl<S: Schedule> Wraps for Noise<S> {
    type Inner = S;

    fn inner(&self) -> &S {
        &self.schedule
    }

    fn changed(&self, value: f64, time: f64) -> f64 {
        saturate(value + product(value, self.settings.at(time)))
    }
}

wraps!(Noise<S>);

impl<S: Schedule> Noise<S> {
    fn summarize(&self, summary: &mut Summary) {
        let factor = Factor(self.settings);
        let members = [summary.combined(&self.schedule), summary.factor(&factor)];
        summary.combine(Combination::Product, &members);
    }
}

type_entry!(Noise<S> "Noise" {
    schedule: Box<dyn Schedule>;
    percent: f64 = 0.67, [it -> it.settings.percent];
    seed: Count = Count(42), [it -> Count(it.settings.seed)];
    kind: Kind = Kind::Normal, [it -> it.settings.kind];
    std: f64 = 1.0, [it -> it.settings.std];
    during: StepRange = StepRange::default(), [it -> it.settings.during]
} => {
    let noise = Noise::new(schedule, percent, seed.0)?.during_range(during)?;
    let noise = if kind == Kind::Uniform { noise.uniform() } else { noise };
    noise.std(std)
});

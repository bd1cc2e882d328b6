use crate::data::Count;
use crate::error::check;
use crate::schedule::arithmetic::{product, saturate};
use crate::schedule::described::{Registered, registered};
use crate::schedule::lookup;
use crate::schedule::summary::{Combination, Shape};
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Constant, Described, History, Result, Schedule, ScheduleSpec, Summary};

const NAME: &str = "Power";

/// Power-law decay: a schedule that falls as a power of the number of tokens, or steps, that were trained. It has no end.
///
/// ```text
/// new:        value(t) = min(base, amplitude * n^exponent)     n = tokens_per_step * (t + after)
/// from_base:  value(t) = base * ((t + after) / after)^exponent
/// ```
///
#[doc = include_str!("../docs/pictures/power.svg")]
///
/// [`new`](Self::new) is the power scheduler: the rate depends on the number of tokens alone, and neither on the length of the
/// run nor on the size of the model. **The base is the highest rate** (0.02 in the paper). [`from_base`](Self::from_base) falls
/// from the base at once.
///
/// | argument | unit | in the paper |
/// |---|---|---|
/// | `amplitude` | rate times tokens<sup>-exponent</sup> | 4 times the number of sequences in a batch |
/// | `exponent` | none, at most 0 | -0.51 |
/// | [`tokens_per_step`](Self::tokens_per_step) | tokens in a step, 1 by default, so that `n` counts steps | the batch size times the length of a sequence |
/// | [`after`](Self::after) | steps before this schedule starts, 0 by default | the steps of the warm-up in front |
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Power, Schedule};
///
/// let schedule = Power::new(2.0, -0.5)?.tokens_per_step(100)?; // min(base, 2 / sqrt(100 t))
/// assert_eq!([0, 1, 4, 16].map(|step| schedule.at(0.1, step)), [0.1, 0.1, 0.1, 0.05]);
///
/// let relative = Power::from_base(-0.5, 100)?; // from step 100 of the run on
/// assert_eq!([0, 300].map(|step| relative.at(0.8, step)), [0.8, 0.4]);
///
/// // 1,000 steps of warm-up to the rate that the power law has then.
/// let warmed_up = Power::new(4.0 * 256.0, -0.51)?.tokens_per_step(256 * 4_096)?.after(1_000).warmup(1_000)?;
/// assert!(warmed_up.at(0.02, 1_000) <= 0.02);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class.
///
/// # In other libraries
///
/// - lm-engine: its power schedule, with `a` and `b`, is `Power::new(a, b)?` behind a warm-up. The values equal the paper's formula
///   to the bit, and within a relative 1e-12 during the warm-up.
/// - OLMo-core: `PowerLR`, which is `base * (step / W)^exponent` after the warm-up, is `Power::from_base(exponent, W)?` behind a warm-up
///   of `W` steps, to the bit
///
/// A last fall to 0 is a [`then`](Schedule::then) or a [`Cooldown`](crate::Cooldown).
///
/// # Source
///
/// Shen et al., "Power Scheduler: A Batch Size and Token Number Agnostic Learning Rate Scheduler", arXiv 2408.13359, section 4.
#[doc(alias("PowerLR", "PowerScheduler", "power_scheduler"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Power {
    amplitude: Option<f64>,
    exponent: f64,
    tokens_per_step: u64,
    after: u64,
}

impl Power {
    /// Creates the power scheduler, which is limited by the base. `amplitude` is finite and above 0, and `exponent` is finite and
    /// at most 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Power, Schedule};
    ///
    /// let schedule = Power::new(1.0, -1.0)?; // min(base, 1 / t)
    /// assert_eq!([0, 1, 2, 4].map(|step| schedule.at(0.5, step)), [0.5, 0.5, 0.5, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(amplitude: f64, exponent: f64) -> Result<Self> {
        let amplitude = check::finite_above_zero(NAME, "amplitude", amplitude)?;
        Ok(Self { amplitude: Some(amplitude), after: 0, ..Self::from_base(exponent, 1)? })
    }

    /// Creates a power law that falls from the base. `exponent` is finite and at most 0. `after` is the number of steps of the run
    /// before this schedule, such as those of the warm-up, at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{Power, Schedule, Warmup};
    ///
    /// let schedule = Power::from_base(-1.0, 10)?.warmup_with(Warmup::from_zero(10)?); // base * 10 / step after step 10
    /// assert_eq!([5, 10, 20, 40].map(|step| schedule.at(0.8, step)), [0.4, 0.8, 0.4, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_base(exponent: f64, after: u64) -> Result<Self> {
        check::ensure(exponent.is_finite() && exponent <= 0.0, NAME, "exponent", "finite and at most 0", exponent)?;
        Ok(Self { amplitude: None, exponent, tokens_per_step: 1, after: check::at_least_one(NAME, "after", after)? })
    }

    /// Sets the number of tokens in a step: at least 1, and 1 by default. [`from_base`](Self::from_base) does not use it, because
    /// only the ratio of two numbers of tokens counts there.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `tokens_per_step` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Power, Schedule};
    ///
    /// assert_eq!(Power::new(1.0, -1.0)?.tokens_per_step(10)?.at(0.5, 1), 0.1);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn tokens_per_step(mut self, tokens_per_step: u64) -> Result<Self> {
        self.tokens_per_step = check::at_least_one(NAME, "tokens_per_step", tokens_per_step)?;
        Ok(self)
    }

    /// Sets the number of steps of the run before this schedule starts, whose tokens count: 0 by default for [`new`](Self::new).
    /// After a warm-up of `W` steps it is `W`. With [`from_base`](Self::from_base), 0 counts as 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{Power, Schedule};
    ///
    /// let after_warmup = Power::new(1.0, -1.0)?.after(10);
    /// assert_eq!([0, 10].map(|step| after_warmup.at(0.5, step)), [0.1, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[must_use]
    pub fn after(mut self, after: u64) -> Self {
        self.after = if self.amplitude.is_none() { after.max(1) } else { after };
        self
    }
}

impl Schedule for Power {
    fn value(&self, base: f64, time: f64) -> f64 {
        match self.amplitude {
            Some(_) => Unlimited(*self).value(base, time).min(base),
            None => {
                let after = self.after as f64;
                product(base, ((time + after) / after).powf(self.exponent))
            }
        }
    }

    fn constant_from(&self) -> Option<u64> {
        (self.exponent == 0.0).then_some(0)
    }

    fn peak(&self, base: f64) -> f64 {
        self.at(base, 0)
    }

    registered!();
}

impl History for Power {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        Some(self)
    }
}

impl ChainMember for Power {
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        lookup::chain(self, self.is_proportional(), current, base, step)
    }

    fn is_proportional(&self) -> bool {
        self.amplitude.is_none()
    }

    fn settles_at(&self) -> Option<u64> {
        self.constant_from()
    }
}

/// The power law of the number of tokens, before the base limits it.
#[derive(Debug)]
struct Unlimited(Power);

impl Schedule for Unlimited {
    fn value(&self, _base: f64, time: f64) -> f64 {
        let tokens = self.0.tokens_per_step as f64 * (time + self.0.after as f64);
        saturate(self.0.amplitude.unwrap_or(1.0) * tokens.powf(self.0.exponent))
    }

    fn described(&self) -> Described<'_> {
        Described::registered(self)
    }
}

impl Registered for Unlimited {
    fn spec(&self) -> ScheduleSpec {
        self.0.spec()
    }

    fn append_summary(&self, summary: &mut Summary) {
        summary.phase(0, None, Shape::Power { origin: self.0.after as f64, unit: 1.0, power: self.0.exponent });
    }
}

impl Power {
    fn summarize(&self, summary: &mut Summary) {
        if self.amplitude.is_none() {
            return summary.phase(0, None, Shape::power(self.after as f64, self.exponent));
        }
        let unlimited = Unlimited(*self);
        let members = [summary.combined(&Constant), summary.combined(&unlimited)];
        summary.combine(Combination::Choice("the smaller"), &members);
    }
}

type_entry!(Power "Power" {
    amplitude: Option<f64> = None;
    exponent: f64;
    tokens_per_step: Count = Count(1), [it -> Count(it.tokens_per_step)];
    after: u64 = 0
} => match amplitude {
    Some(amplitude) => Ok(Power::new(amplitude, exponent)?.tokens_per_step(tokens_per_step.0)?.after(after)),
    None => Power::from_base(exponent, after)?.tokens_per_step(tokens_per_step.0),
});

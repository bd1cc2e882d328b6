use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};
use std::f64::consts::PI;

const NAME: &str = "InfiniteLr";

/// The infinite schedule for continual pre-training: a warm-up, a cooldown to a constant rate that has no end, and a final
/// annealing at any later step.
///
/// ```text
/// value(t) = base * t / warmup_steps                                         until warmup_steps
///            base * (constant + (1 - constant) * fall(p))                    then for cooldown_steps
///            base * constant                                                 then, until the annealing
///            base * constant * (end / constant)^q                            in the annealing
///            base * end                                                      after it
///
/// fall(p)  = (1 + cos(pi * p)) / 2                             cosine, the default
///            1 - (1 / sqrt(1 + tau * p) - 1) / (1 / sqrt(1 + tau) - 1)       inverse_sqrt(tau)
/// p, q     = the fraction of the cooldown and of the annealing, from 0 to 1
/// ```
///
#[doc = include_str!("../docs/pictures/infinite_lr.svg")]
///
/// The training can be continued with new data from any checkpoint of the constant part, without another warm-up, and an annealing
/// from there gives a model to use. `constant` and `end` are fractions of the base. For an annealing that is decided while the run
/// goes on, request a [`Cooldown`](crate::Cooldown) instead of calling [`anneal`](Self::anneal).
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{InfiniteLr, Schedule};
///
/// let schedule = InfiniteLr::new(10, 40, 0.25)?;
/// assert_eq!([0, 5, 10, 30, 50, 1_000_000].map(|step| schedule.at(0.8, step)), [0.0, 0.4, 0.8, 0.5, 0.2, 0.2]);
///
/// let annealed = schedule.anneal(80, 20, 0.0625)?;
/// assert_eq!([80, 90, 100, 101].map(|step| annealed.at(0.8, step)), [0.2, 0.1, 0.05, 0.05]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class.
///
/// # In other libraries
///
/// None in a release. The authors' pull request 1194 for GPT-NeoX, "Added infinite lr schedules", is open (November 2026). The
/// values equal the formulas of the paper within a relative 1e-12.
///
/// # Source
///
/// Ibrahim et al., "Simple and Scalable Strategies to Continually Pre-train Large Language Models", arXiv 2403.08763, section
/// 7.4, with both cooldowns. Singh et al. (arXiv 2503.02844, "Beyond Cosine Decay: On the effectiveness of Infinite Learning Rate
/// Schedule for Continual Pre-training") use the cosine.
#[doc(alias("infinite_cosine", "continual pre-training"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InfiniteLr {
    warmup_steps: u64,
    cooldown_steps: u64,
    constant: f64,
    tau: Option<f64>,
    annealing: Option<Annealing>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Annealing {
    start: u64,
    steps: u64,
    end: f64,
}

impl InfiniteLr {
    /// Creates the schedule without an annealing. `warmup_steps` is the number of steps from 0 to the base; 0 is no warm-up.
    /// `cooldown_steps` is the number of steps from the base to the constant rate; with 0 the rate jumps. `constant` is the
    /// constant rate as a fraction of the base, above 0 and at most 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `constant` is not above 0 or is above 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{InfiniteLr, Schedule};
    ///
    /// let schedule = InfiniteLr::new(0, 10, 0.5)?;
    /// assert_eq!([0, 5, 10, 500].map(|step| schedule.at(1.0, step)), [1.0, 0.75, 0.5, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(warmup_steps: u64, cooldown_steps: u64, constant: f64) -> Result<Self> {
        let constant = check::fraction_above_zero(NAME, "constant", constant)?;
        Ok(Self { warmup_steps, cooldown_steps, constant, tau: None, annealing: None })
    }

    /// Makes the cooldown an inverse square root, which falls faster at first: larger with a larger `tau`. `tau` is finite and
    /// above 0, and 10 in the paper.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `tau` is not finite or not above 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{InfiniteLr, Schedule};
    ///
    /// let cosine = InfiniteLr::new(0, 100, 0.5)?;
    /// let inverse_sqrt = cosine.inverse_sqrt(10.0)?;
    /// assert!(inverse_sqrt.at(1.0, 20) < cosine.at(1.0, 20));
    /// assert_eq!([0, 100].map(|step| inverse_sqrt.at(1.0, step)), [1.0, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn inverse_sqrt(mut self, tau: f64) -> Result<Self> {
        self.tau = Some(check::finite_above_zero(NAME, "tau", tau)?);
        Ok(self)
    }

    /// Adds the annealing: from step `start` the value falls exponentially over `steps` steps to `end`, a fraction of the base.
    /// `start` is at least `warmup_steps + cooldown_steps`, and `end` is above 0 and at most 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `start` or `end` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{InfiniteLr, Schedule};
    ///
    /// let schedule = InfiniteLr::new(0, 10, 1.0)?.anneal(50, 2, 0.25)?;
    /// assert_eq!([50, 51, 52, 99].map(|step| schedule.at(1.0, step)), [1.0, 0.5, 0.25, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn anneal(mut self, start: u64, steps: u64, end: f64) -> Result<Self> {
        let cooled = self.cooled();
        check::ensure(start >= cooled, NAME, "anneal_start", format!("at least {cooled}, the end of the cooldown"), start)?;
        let end = check::fraction_above_zero(NAME, "anneal_end", end)?;
        self.annealing = Some(Annealing { start, steps, end });
        Ok(self)
    }

    /// The step at which the cooldown ends.
    fn cooled(&self) -> u64 {
        self.warmup_steps.saturating_add(self.cooldown_steps)
    }

    /// The part of the cooldown that is left at the fraction `progress` of its steps, from 1 to 0.
    fn fall(&self, progress: f64) -> f64 {
        match self.tau {
            None => (1.0 + (PI * progress).cos()) / 2.0,
            Some(tau) => {
                let curve = |progress: f64| 1.0 / (1.0 + tau * progress).sqrt() - 1.0;
                let last = curve(1.0);
                // A tau that is too small to be seen leaves a line.
                if last == 0.0 { 1.0 - progress } else { 1.0 - curve(progress) / last }
            }
        }
    }

    fn factor(&self, time: f64) -> f64 {
        let warmup = self.warmup_steps as f64;
        if time < warmup {
            return time / warmup;
        }
        let progress = (time - warmup) / self.cooldown_steps as f64;
        if time < self.cooled() as f64 {
            return self.constant + (1.0 - self.constant) * self.fall(progress);
        }
        let Some(Annealing { start, steps, end }) = self.annealing else {
            return self.constant;
        };
        let progress = ((time - start as f64).max(0.0) / steps as f64).min(1.0);
        match () {
            () if time < start as f64 => self.constant,
            () if steps == 0 || progress == 1.0 => end,
            () => self.constant * (end / self.constant).powf(progress),
        }
    }
}

impl Schedule for InfiniteLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        product(base, self.factor(time))
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.annealing.map_or(self.cooled(), |annealing| annealing.start.saturating_add(annealing.steps)))
    }

    fn next_change(&self, step: u64) -> u64 {
        match self.annealing {
            Some(Annealing { start, .. }) if (self.cooled()..start).contains(&step) => start,
            _ if Some(step) >= self.constant_from() => u64::MAX,
            _ => step.saturating_add(1),
        }
    }

    registered!();
}

multiplies!(InfiniteLr);

impl InfiniteLr {
    fn summarize(&self, summary: &mut Summary) {
        let (warmup, cooled) = (self.warmup_steps, self.cooled());
        let fall = match self.tau {
            None => Shape::cosine(self.cooldown_steps),
            Some(tau) => Shape::power(self.cooldown_steps as f64 / tau, -0.5),
        };
        summary.warmup_phase(warmup, Shape::Linear);
        summary.phase(warmup, Some(cooled), fall);
        summary.phase(cooled, self.annealing.map(|annealing| annealing.start), Shape::Constant);
        if let Some(Annealing { start, steps, end }) = self.annealing {
            let shape = Shape::Exponential { factor: end / self.constant, steps: steps as f64 };
            summary.phase(start, Some(start.saturating_add(steps)), shape);
            summary.phase(start.saturating_add(steps), None, Shape::Constant);
        }
    }

    /// The schedule of a plan file.
    fn of(self, tau: Option<f64>, annealing: [Option<u64>; 2], end: Option<f64>) -> Result<Self> {
        let built = tau.map_or(Ok(self), |tau| self.inverse_sqrt(tau))?;
        match (annealing, end) {
            ([None, None], None) => Ok(built),
            ([Some(start), Some(steps)], Some(end)) => built.anneal(start, steps, end),
            ([start, steps], _) => {
                let absent = if start.is_none() {
                    "anneal_start"
                } else if steps.is_none() {
                    "anneal_steps"
                } else {
                    "anneal_end"
                };
                let bound = "given if one of anneal_start, anneal_steps and anneal_end is given";
                check::ensure(false, NAME, absent, bound, None::<u64>)?;
                Ok(built)
            }
        }
    }
}

type_entry!(InfiniteLr "InfiniteLR" {
    warmup_steps: u64;
    cooldown_steps: u64;
    constant: f64;
    tau: Option<f64> = None;
    anneal_start: Option<u64> = None, [it -> it.annealing.map(|annealing| annealing.start)];
    anneal_steps: Option<u64> = None, [it -> it.annealing.map(|annealing| annealing.steps)];
    anneal_end: Option<f64> = None, [it -> it.annealing.map(|annealing| annealing.end)]
} => InfiniteLr::new(warmup_steps, cooldown_steps, constant)?.of(tau, [anneal_start, anneal_steps], anneal_end));

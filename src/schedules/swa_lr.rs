use super::anneal::AnnealStrategy;
use crate::error::check;
use crate::schedule::arithmetic::saturate;
use crate::schedule::described::registered;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Continuation, History, Result, Schedule, Summary};

const NAME: &str = "SwaLr";

/// The rate for stochastic weight averaging (SWA): a schedule that changes from the base to `swa_lr` over `anneal_epochs` steps,
/// and then stays at `swa_lr`.
///
/// ```text
/// value(t) = swa_lr * a + base * (1 - a)     p = min(t / anneal_epochs, 1)
///            a = p, or (1 - cos(pi * p)) / 2
/// ```
///
#[doc = include_str!("../docs/pictures/swa_lr.svg")]
///
/// As a later member of a [`SequentialLr`](crate::SequentialLr) it starts from the last value of the member before it, and not from
/// the base.
///
/// # Examples
///
/// This rate is halved at every step until step 2, and then changes to the SWA rate over 4 steps:
///
/// ```
/// use tch_lr_scheduler::{ExponentialLr, Schedule, SwaLr};
///
/// let schedule = ExponentialLr::new(0.5)?.then(2, SwaLr::new(0.01)?.anneal_epochs(4));
/// assert_eq!(schedule.at(0.2, 1), 0.1);
/// assert_eq!(schedule.at(0.2, 2), 0.1);
/// assert_eq!(schedule.at(0.2, 6), 0.01);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.swa_utils.SWALR(optimizer, swa_lr, anneal_epochs=10, anneal_strategy='cos')`. Torch computes each rate from the one
/// before it; the values here equal torch's within a relative 1e-9. For a list of `swa_lr`, one for each group, create one schedule
/// for each group: see [`Plan::lr_groups`](crate::Plan::lr_groups).
///
/// # In other libraries
///
/// - Lightning: the callback `StochasticWeightAveraging(swa_lrs, annealing_epochs=10, annealing_strategy='cos')`
///
/// # Source
///
/// Izmailov et al., "Averaging Weights Leads to Wider Optima and Better Generalization", arXiv 1803.05407.
#[doc(alias("SWAScheduler", "AveragedModelSchedule"))]
#[doc(alias("SWALR", "StochasticWeightAveraging"))]
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct SwaLr {
    swa_lr: f64,
    anneal_epochs: u64,
    anneal_strategy: AnnealStrategy,
}

impl SwaLr {
    /// Creates the schedule. `swa_lr` is the last rate, the same for every base: finite and not negative.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `swa_lr` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, SwaLr};
    ///
    /// let schedule = SwaLr::new(0.05)?;
    /// assert_eq!([0, 10, 1_000].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.05]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(swa_lr: f64) -> Result<Self> {
        let swa_lr = check::finite_not_negative(NAME, "swa_lr", swa_lr)?;
        Ok(Self { swa_lr, anneal_epochs: 10, anneal_strategy: AnnealStrategy::Cos })
    }

    /// Sets the number of steps from the base to `swa_lr`, 10 by default. If it is 0, the rate is `swa_lr` from the first step.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, SwaLr};
    ///
    /// assert_eq!(SwaLr::new(0.01)?.anneal_epochs(0).at(0.1, 0), 0.01);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn anneal_epochs(mut self, anneal_epochs: u64) -> Self {
        self.anneal_epochs = anneal_epochs;
        self
    }

    /// Sets the shape of the change, [`AnnealStrategy::Cos`] by default.
    ///
    /// ```
    /// use tch_lr_scheduler::{AnnealStrategy, Schedule, SwaLr};
    ///
    /// let schedule = SwaLr::new(0.0)?.anneal_epochs(4).anneal_strategy(AnnealStrategy::Linear);
    /// assert_eq!(schedule.at(1.0, 1), 0.75);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn anneal_strategy(mut self, anneal_strategy: AnnealStrategy) -> Self {
        self.anneal_strategy = anneal_strategy;
        self
    }

    /// The weight of `swa_lr` at `time`, from 0 to 1.
    fn alpha(&self, time: f64) -> f64 {
        if time >= self.anneal_epochs as f64 {
            return 1.0;
        }
        let fraction = time / self.anneal_epochs as f64;
        match self.anneal_strategy {
            AnnealStrategy::Linear => fraction,
            AnnealStrategy::Cos => (1.0 - (std::f64::consts::PI * fraction).cos()) / 2.0,
        }
    }

    /// The value between `from` (at weight 0) and `swa_lr` (at weight 1), computed in torch's order of operations.
    fn interpolate(&self, from: f64, alpha: f64) -> f64 {
        self.swa_lr * alpha + from * (1.0 - alpha)
    }
}

impl Schedule for SwaLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.interpolate(base, self.alpha(time))
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.anneal_epochs)
    }

    fn peak(&self, base: f64) -> f64 {
        if self.anneal_epochs == 0 { self.swa_lr } else { base.max(self.swa_lr) }
    }

    registered!();
}

impl History for SwaLr {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        Some(self)
    }

    fn continuation(&self) -> Option<&dyn Continuation> {
        Some(self)
    }
}

impl ChainMember for SwaLr {
    fn chain(&self, current: f64, _base: f64, step: u64) -> f64 {
        let before = if step == 0 { 0.0 } else { self.alpha((step - 1) as f64) };
        // As in torch, the start value is recovered from the current value, because other members of the chain may have changed
        // that.
        let from = if before == 1.0 { self.swa_lr } else { saturate((current - before * self.swa_lr) / (1.0 - before)) };
        saturate(self.interpolate(from, self.alpha(step as f64)))
    }

    fn settles_at(&self) -> Option<u64> {
        self.constant_from()
    }
}

impl Continuation for SwaLr {
    fn value_after(&self, _base: f64, before: f64, time: f64) -> f64 {
        self.value(before, time)
    }
}

impl SwaLr {
    fn summarize(&self, summary: &mut Summary) {
        let end = self.anneal_epochs;
        let shape = match self.anneal_strategy {
            AnnealStrategy::Cos => Shape::cosine(end),
            AnnealStrategy::Linear => Shape::Linear,
        };
        summary.phase(0, Some(end), shape);
        summary.phase(end, None, Shape::Constant);
    }
}

type_entry!(SwaLr "SWALR" {
    swa_lr: f64;
    anneal_epochs: u64 = 10;
    anneal_strategy: AnnealStrategy = AnnealStrategy::Cos
} => Ok(SwaLr::new(swa_lr)?.anneal_epochs(anneal_epochs).anneal_strategy(anneal_strategy)));

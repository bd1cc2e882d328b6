use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// A schedule whose value is the base times a factor, which changes linearly from `start_factor` to `end_factor` over `total_iters`
/// steps.
///
/// ```text
/// value(t) = base * (start_factor + (end_factor - start_factor) * min(t, total_iters) / total_iters)
/// ```
///
#[doc = include_str!("../docs/pictures/linear_lr.svg")]
///
/// From step `total_iters` on the factor is `end_factor`. The schedule is a warm-up if the factor rises to 1. A warm-up from zero,
/// which torch does not allow, is [`warmup_with`](Schedule::warmup_with).
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{LinearLr, Schedule};
///
/// let schedule = LinearLr::new(0.5, 1.0, 4)?;
/// assert_eq!(schedule.at(0.1, 0), 0.05);
/// assert_eq!(schedule.at(0.1, 2), 0.1 * 0.75);
/// assert_eq!(schedule.at(0.1, 4), 0.1);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.LinearLR(optimizer, start_factor=1/3, end_factor=1.0, total_iters=5)`. The values equal torch's closed
/// form bit for bit. Torch's `step()` accumulates rounding errors, a relative 1e-12 after 100,000 steps. If `end_factor` is 0,
/// torch's rate may end slightly below zero; here no value is negative. If `total_iters` is 0, torch's rate stays at `start_factor`
/// (pytorch#193682); here the constructor returns an error.
///
/// # In other libraries
///
/// - optax: `linear_schedule(init_value, end_value, transition_steps)`, with values in place of factors
/// - transformers: `get_linear_schedule_with_warmup(optimizer, W, T)` is
///   `LinearLr::new(1.0, 0.0, T - W)?.warmup_with(Warmup::from_zero(W)?)`
///
/// # Source
///
/// Torch's class `LinearLR`. As a warm-up: Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour",
/// arXiv 1706.02677, section 2.2 ("gradual warmup").
#[doc(alias("LinearScheduler", "LinearParamScheduler", "SchedLin", "linear_decay"))]
#[doc(alias("LinearLR", "linear_schedule", "get_linear_schedule_with_warmup"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinearLr {
    start_factor: f64,
    end_factor: f64,
    total_iters: u64,
}

impl LinearLr {
    /// Creates the schedule. `start_factor` is above 0 and at most 1, `end_factor` is from 0 to 1, and `total_iters` is the number
    /// of steps between the two, at least 1. [`Default`] has torch's defaults: 1/3, 1, and 5.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if an argument is outside its range.
    ///
    /// ```
    /// use tch_lr_scheduler::{LinearLr, Schedule};
    ///
    /// let decay = LinearLr::new(1.0, 0.0, 100)?;
    /// assert_eq!([0, 50, 100, 200].map(|step| decay.at(0.1, step)), [0.1, 0.05, 0.0, 0.0]);
    /// let error = LinearLr::new(1.0, 1.5, 5).unwrap_err();
    /// assert_eq!(error.to_string(), "LinearLr: end_factor must be from 0 to 1, found 1.5");
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(start_factor: f64, end_factor: f64, total_iters: u64) -> Result<Self> {
        Ok(Self {
            start_factor: check::fraction_above_zero("LinearLr", "start_factor", start_factor)?,
            end_factor: check::fraction("LinearLr", "end_factor", end_factor)?,
            total_iters: check::at_least_one("LinearLr", "total_iters", total_iters)?,
        })
    }
}

impl Default for LinearLr {
    fn default() -> Self {
        Self { start_factor: 1.0 / 3.0, end_factor: 1.0, total_iters: 5 }
    }
}

impl Schedule for LinearLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        let total_iters = self.total_iters as f64;
        let change = ((self.end_factor - self.start_factor) * time.min(total_iters)) / total_iters;
        // A factor that ends at 0 may be off by a rounding error in either direction, and must not be negative.
        base * (self.start_factor + change).max(0.0)
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.total_iters)
    }

    fn peak(&self, base: f64) -> f64 {
        base * self.start_factor.max(self.end_factor)
    }

    registered!();
}

multiplies!(LinearLr);

impl LinearLr {
    fn summarize(&self, summary: &mut Summary) {
        match self.end_factor {
            1.0 => summary.warmup_phase(self.total_iters, Shape::Linear),
            _ => summary.phase(0, Some(self.total_iters), Shape::Linear),
        }
        summary.phase(self.total_iters, None, Shape::Constant);
    }
}

type_entry!(LinearLr "LinearLR" {
    start_factor: f64 = 1.0 / 3.0;
    end_factor: f64 = 1.0;
    total_iters: u64 = 5
} => LinearLr::new(start_factor, end_factor, total_iters));

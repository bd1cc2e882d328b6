use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// A schedule whose value is the base times `factor` for `total_iters` steps, and the base itself afterwards.
///
/// ```text
/// value(t) = base * (factor if t < total_iters, else 1)
/// ```
///
#[doc = include_str!("../docs/pictures/constant_lr.svg")]
///
/// It is the simplest warm-up: a few steps at a low constant rate. For a rate that never changes see [`Constant`](crate::Constant).
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{ConstantLr, Schedule};
///
/// let schedule = ConstantLr::new(0.5, 4)?;
/// assert_eq!(schedule.at(0.1, 0), 0.05);
/// assert_eq!(schedule.at(0.1, 3), 0.05);
/// assert_eq!(schedule.at(0.1, 4), 0.1);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1/3, total_iters=5)`. The values equal torch's closed form bit for bit.
/// If `factor` is 0, torch divides by zero at step `total_iters` (pytorch#194712); here the constructor returns an error. If
/// `total_iters` is 0, torch keeps the low rate for the whole run; here the value is the base from the first step.
///
/// # Source
///
/// Torch's class `ConstantLR`. As a warm-up: He et al., "Deep Residual Learning for Image Recognition", arXiv 1512.03385, section
/// 4.2; named "constant warmup" by Goyal et al., "Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour", arXiv 1706.02677,
/// section 2.2.
#[doc(alias = "ConstantLR")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConstantLr {
    factor: f64,
    total_iters: u64,
}

impl ConstantLr {
    /// Creates the schedule. `factor` is above 0 and at most 1. `total_iters` is the number of steps that are multiplied by
    /// `factor`. [`Default`] has torch's defaults, 1/3 and 5.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `factor` is not above 0, or is above 1.
    ///
    /// ```
    /// use tch_lr_scheduler::{ConstantLr, Schedule};
    ///
    /// assert_eq!([4, 5].map(|step| ConstantLr::default().at(3.0, step)), [1.0, 3.0]);
    /// let error = ConstantLr::new(0.0, 5).unwrap_err();
    /// assert_eq!(error.to_string(), "ConstantLr: factor must be above 0 and at most 1, found 0.0");
    /// ```
    pub fn new(factor: f64, total_iters: u64) -> Result<Self> {
        Ok(Self { factor: check::fraction_above_zero("ConstantLr", "factor", factor)?, total_iters })
    }
}

impl Default for ConstantLr {
    fn default() -> Self {
        Self { factor: 1.0 / 3.0, total_iters: 5 }
    }
}

impl Schedule for ConstantLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        let finished = if time >= self.total_iters as f64 { 1.0 } else { 0.0 };
        base * (self.factor + finished * (1.0 - self.factor))
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.total_iters)
    }

    fn next_change(&self, step: u64) -> u64 {
        if step < self.total_iters { self.total_iters } else { u64::MAX }
    }

    registered!();
}

multiplies!(ConstantLr);

impl ConstantLr {
    fn summarize(&self, summary: &mut Summary) {
        summary.phase(0, Some(self.total_iters), Shape::Constant);
        summary.phase(self.total_iters, None, Shape::Constant);
    }
}

type_entry!(ConstantLr "ConstantLR" { factor: f64 = 1.0 / 3.0; total_iters: u64 = 5 } => ConstantLr::new(factor, total_iters));

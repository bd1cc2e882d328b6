use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// The base times `factor` for `total_iters` steps, the base itself from then on.
///
/// ```text
/// value(t) = base * (factor if t < total_iters, else 1)
/// ```
///
#[doc = include_str!("../docs/pictures/constant_lr.svg")]
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
/// `torch.optim.lr_scheduler.ConstantLR(optimizer, factor=1/3, total_iters=5)`; equal to its closed form to the bit. Torch
/// divides by zero at `total_iters` for `factor=0` (pytorch#194712), and never ends for `total_iters=0`; here the first is an
/// error at construction, and the second is over at once. For a rate that never changes see [`Constant`](crate::Constant).
#[doc(alias = "ConstantLR")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConstantLr {
    factor: f64,
    total_iters: u64,
}

impl ConstantLr {
    /// `factor`: above 0 and at most 1 (torch's default: 1/3). `total_iters`: for how many steps (torch's default: 5).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `factor` is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::ConstantLr;
    ///
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
        let over = if time >= self.total_iters as f64 { 1.0 } else { 0.0 };
        base * (self.factor + over * (1.0 - self.factor))
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
        let (low, base) = (summary.value(self.value(summary.base(), 0.0)), summary.value(summary.base()));
        if summary.reaches(self.total_iters) == Some(false) {
            return summary.say(format!("constant {low}"));
        }
        summary.say(format!("{low} until {}, constant {base} from there", summary.step(self.total_iters)));
        summary.boundary(self.total_iters);
    }
}

type_entry!(ConstantLr "ConstantLR" { factor: f64 = 1.0 / 3.0; total_iters: u64 = 5 } => ConstantLr::new(factor, total_iters));

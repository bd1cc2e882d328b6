use crate::data::wording::number;
use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

/// Falls from the base to zero in `total_iters` steps along a power of the time that is left.
///
/// ```text
/// value(t) = base * (1 - min(t, total_iters) / total_iters)^power
/// ```
///
#[doc = include_str!("../docs/pictures/polynomial_lr.svg")]
///
/// ```
/// use tch_lr_scheduler::{PolynomialLr, Schedule};
///
/// let schedule = PolynomialLr::new(4, 2.0)?;
/// assert_eq!(schedule.at(0.1, 0), 0.1);
/// assert_eq!(schedule.at(0.1, 2), 0.025);
/// assert_eq!(schedule.at(0.1, 4), 0.0);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.PolynomialLR(optimizer, total_iters=5, power=1.0)`; equal to its closed form to the bit. Torch
/// divides by zero for `total_iters=0`; here that is an error at construction.
#[doc(alias = "PolynomialLR")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PolynomialLr {
    total_iters: u64,
    power: f64,
}

impl PolynomialLr {
    /// `total_iters`: steps to zero, at least 1 (torch's default: 5). `power`: finite and not negative (1).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where an argument is out of its range.
    ///
    /// ```
    /// use tch_lr_scheduler::PolynomialLr;
    ///
    /// let error = PolynomialLr::new(0, 1.0).unwrap_err();
    /// assert_eq!(error.to_string(), "PolynomialLr: total_iters must be at least 1, found 0");
    /// ```
    pub fn new(total_iters: u64, power: f64) -> Result<Self> {
        Ok(Self {
            total_iters: check::at_least_one("PolynomialLr", "total_iters", total_iters)?,
            power: check::finite_not_negative("PolynomialLr", "power", power)?,
        })
    }
}

impl Default for PolynomialLr {
    fn default() -> Self {
        Self { total_iters: 5, power: 1.0 }
    }
}

impl Schedule for PolynomialLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        let total_iters = self.total_iters as f64;
        base * (1.0 - time.min(total_iters) / total_iters).powf(self.power)
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.total_iters)
    }

    registered!();
}

multiplies!(PolynomialLr);

impl PolynomialLr {
    fn summarize(&self, summary: &mut Summary) {
        let shape = if self.power == 1.0 { "linear".into() } else { format!("polynomial of power {}", number(self.power)) };
        summary.say(format!("{shape}{} to 0 at {}", summary.from(summary.base()), summary.step(self.total_iters)));
        summary.boundary(self.total_iters);
        summary.arrive(0.0);
    }
}

type_entry!(PolynomialLr "PolynomialLR" { total_iters: u64 = 5; power: f64 = 1.0 } => PolynomialLr::new(total_iters, power));

use crate::error::check;
use crate::schedule::arithmetic::saturate;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::summary::Shape as Curve;
use crate::schedule::type_entry::type_entry;
use crate::{Function, Result, Schedule, Summary};

const NAME: &str = "Rex";

/// REX (reflected exponential): a schedule that falls from the base to `eta_min` over `t_max` steps, slowly at first and fast at the
/// end.
///
/// ```text
/// value(t) = eta_min + (base - eta_min) * (1 - p) / (1 - p / 2)     p = min(t / t_max, 1)
/// ```
///
#[doc = include_str!("../docs/pictures/rex.svg")]
///
/// From step `t_max` on the value is `eta_min`. The paper uses it for runs with a small budget of epochs.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Rex, Schedule};
///
/// let schedule = Rex::new(90)?.eta_min(0.01)?;
/// assert_eq!([0, 90, 500].map(|step| schedule.at(0.1, step)), [0.1, 0.01, 0.01]);
/// assert!((Rex::new(90)?.at(1.0, 30) - 0.8).abs() < 1e-15);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class.
///
/// # In other libraries
///
/// - pytorch_optimizer: `REXScheduler(optimizer, total_steps, max_lr=1.0, min_lr=0.0)`. The values are equal bit for bit. The
///   rate of its first `step()` is that of step 0.
///
/// # Source
///
/// Chen et al., "REX: Revisiting Budgeted Training with an Improved Schedule", arXiv 2107.04197.
#[doc(alias("REX", "REXScheduler", "RexLR"))]
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct Rex {
    t_max: u64,
    eta_min: f64,
}

impl Rex {
    /// Creates a fall to 0, or to [`eta_min`](Self::eta_min) if it is set. `t_max` is the number of steps of the fall, at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `t_max` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Rex, Schedule};
    ///
    /// let schedule = Rex::new(100)?;
    /// assert!(schedule.at(0.1, 50) > 0.066); // a straight line would be at 0.05
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(t_max: u64) -> Result<Self> {
        Ok(Self { t_max: check::at_least_one(NAME, "t_max", t_max)?, eta_min: 0.0 })
    }

    /// Sets the lowest value, the same for every base: finite, 0 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `eta_min` is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Rex, Schedule};
    ///
    /// let schedule = Rex::new(10)?.eta_min(1e-4)?;
    /// assert_eq!([0.1, 0.5].map(|base| schedule.at(base, 10)), [1e-4, 1e-4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "min_lr")]
    pub fn eta_min(mut self, eta_min: f64) -> Result<Self> {
        self.eta_min = check::finite(NAME, "eta_min", eta_min)?;
        Ok(self)
    }
}

/// The part of the fall that is left at the progress `p`.
fn left(p: f64) -> f64 {
    (1.0 - p) / (1.0 - p / 2.0)
}

impl Schedule for Rex {
    fn value(&self, base: f64, time: f64) -> f64 {
        let p = (time / self.t_max as f64).min(1.0);
        saturate(self.eta_min + saturate(base - self.eta_min) * left(p))
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.t_max)
    }

    fn peak(&self, base: f64) -> f64 {
        base.max(self.eta_min)
    }

    registered!();
}

replaces!(Rex);

impl Rex {
    fn summarize(&self, summary: &mut Summary) {
        summary.phase(0, Some(self.t_max), Curve::fraction("REX", Function::named("REX", left), self.t_max));
        summary.phase(self.t_max, None, Curve::Constant);
    }
}

type_entry!(Rex "Rex" { t_max "T_max": u64; eta_min: f64 = 0.0 } => Rex::new(t_max)?.eta_min(eta_min));

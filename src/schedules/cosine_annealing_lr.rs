use super::anneal;
use crate::error::check;
use crate::schedule::arithmetic::{finite, product};
use crate::schedule::described::registered;
use crate::schedule::lookup::acts_in_chain;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Result, Schedule, Summary, WarningKind};
use std::f64::consts::PI;

/// Falls from the base to `eta_min` in `t_max` steps along half a cosine wave, then rises again in as many.
///
/// ```text
/// value(t) = eta_min + (base - eta_min) * (1 + cos(pi * t / t_max)) / 2
/// ```
///
#[doc = include_str!("../docs/pictures/cosine_annealing_lr.svg")]
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
///
/// let schedule = CosineAnnealingLr::new(50)?.eta_min(0.001)?;
/// assert_eq!(schedule.at(0.1, 0), 0.1);
/// assert_eq!(schedule.at(0.1, 25), 0.0505);
/// assert_eq!(schedule.at(0.1, 50), 0.001);
/// assert_eq!(schedule.at(0.1, 100), 0.1);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min=0.0)`; equal to its closed form to the bit. What its
/// `step()` gives is a recursion that drifts (1e-9 after 1e5 steps, worse with a large `T_max`) and divides by zero from
/// `T_max = 3e8`; this does neither.
///
/// # Source
///
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", arXiv 1608.03983, without the restarts.
#[doc(alias = "CosineAnnealingLR")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CosineAnnealingLr {
    t_max: u64,
    eta_min: f64,
}

impl CosineAnnealingLr {
    /// `t_max`: steps from the base to `eta_min`, at least 1. `eta_min` is 0 until it is [set](Self::eta_min).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `t_max` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::CosineAnnealingLr;
    ///
    /// let error = CosineAnnealingLr::new(0).unwrap_err();
    /// assert_eq!(error.to_string(), "CosineAnnealingLr: t_max must be at least 1, found 0");
    /// ```
    pub fn new(t_max: u64) -> Result<Self> {
        Ok(Self { t_max: check::at_least_one("CosineAnnealingLr", "t_max", t_max)?, eta_min: 0.0 })
    }

    /// The lowest value, absolute and the same for every base. Finite; default 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `eta_min` is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
    ///
    /// assert_eq!(CosineAnnealingLr::new(10)?.eta_min(1e-4)?.at(0.1, 10), 1e-4);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn eta_min(mut self, eta_min: f64) -> Result<Self> {
        self.eta_min = check::finite("CosineAnnealingLr", "eta_min", eta_min)?;
        Ok(self)
    }

    /// Torch's recursion divides by the height above `eta_min`, which is nothing at the bottom of a wave.
    fn leaves_the_bottom(&self, step: u64) -> bool {
        let t_max = u128::from(self.t_max);
        u128::from(step) % (2 * t_max) == (t_max + 1) % (2 * t_max)
    }
}

impl Schedule for CosineAnnealingLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        anneal::cosine(base, self.eta_min, time, self.t_max as f64)
    }

    registered!();
}

acts_in_chain!(CosineAnnealingLr);

impl ChainMember for CosineAnnealingLr {
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        let (time, t_max) = (step as f64, self.t_max as f64);
        let above = |time: f64| 1.0 + ((PI * time) / t_max).cos();
        let next = if step == 0 {
            current
        } else if self.leaves_the_bottom(step) {
            current + (base - self.eta_min) * (1.0 - (PI / t_max).cos()) / 2.0
        } else if above(time - 1.0) == 0.0 {
            self.eta_min
        } else {
            product(above(time) / above(time - 1.0), finite(current - self.eta_min)) + self.eta_min
        };
        finite(next)
    }
}

impl CosineAnnealingLr {
    fn summarize(&self, summary: &mut Summary) {
        let (from, floor, bottom) = (summary.from(summary.base()), summary.value(self.eta_min), self.t_max);
        summary.say(format!("cosine{from} to {floor} at {}", summary.step(bottom)));
        summary.boundary(bottom);
        let top = format!("{} at {}", summary.value(summary.base()), summary.step(bottom.saturating_mul(2)));
        match summary.passes(bottom) {
            Some(true) => {
                summary
                    .warn(WarningKind::RisesAgain, format!("the cosine rises again after step {}, to {top}", summary.step(bottom)));
                summary.say(format!("rising again to {top}"));
            }
            None => summary.say(format!("rising again to {top}")),
            Some(false) => summary.arrive(self.eta_min),
        }
        summary.warn_floor("eta_min", self.eta_min);
    }
}

type_entry!(CosineAnnealingLr "CosineAnnealingLR" { t_max "T_max": u64; eta_min: f64 = 0.0 } => CosineAnnealingLr::new(t_max)?.eta_min(eta_min));

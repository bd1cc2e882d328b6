use super::anneal;
use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

const NAME: &str = "CosineAnnealingWarmRestarts";

/// Up to here every whole number is one of `f64`.
const LAST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Falls from the base to `eta_min` along half a cosine wave, jumps back to the base, and does so again, each time `t_mult` times
/// as long.
///
/// ```text
/// value(t) = eta_min + (base - eta_min) * (1 + cos(pi * t_cur / t_i)) / 2
///            t_i = t_0 * t_mult^i     t_cur = t - start of restart i
/// ```
///
#[doc = include_str!("../docs/pictures/cosine_annealing_warm_restarts.svg")]
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingWarmRestarts, Schedule};
///
/// let schedule = CosineAnnealingWarmRestarts::new(10)?.t_mult(2)?;
/// assert_eq!(schedule.at(0.1, 0), 0.1);
/// assert_eq!(schedule.at(0.1, 10), 0.1); // the second wave, of 20 steps
/// assert_eq!(schedule.at(0.1, 20), 0.05);
/// assert_eq!(schedule.at(0.1, 30), 0.1); // the third, of 40
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0, T_mult=1, eta_min=0.0)`; equal to the bit, at fractions
/// of an epoch too: torch's `step(epoch + i / iters)` is [`value`](Schedule::value), or
/// [`seek_time`](crate::Scheduler::seek_time). At some exact restarts torch's `step(epoch)` is at `eta_min` instead of the base,
/// through a logarithm that rounds down (`T_mult` 3, 9, 10, 11 ...), and after a resume with `T_mult > 1` it is wrong from
/// `2 * T_0` on; here neither.
///
/// # Source
///
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", arXiv 1608.03983.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CosineAnnealingWarmRestarts {
    t_0: u64,
    t_mult: u64,
    eta_min: f64,
}

impl CosineAnnealingWarmRestarts {
    /// `t_0`: steps of the first wave, at least 1. `t_mult` is 1 and `eta_min` is 0 until they are set.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where `t_0` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::CosineAnnealingWarmRestarts;
    ///
    /// let error = CosineAnnealingWarmRestarts::new(0).unwrap_err();
    /// assert_eq!(error.to_string(), "CosineAnnealingWarmRestarts: t_0 must be at least 1, found 0");
    /// ```
    pub fn new(t_0: u64) -> Result<Self> {
        Ok(Self { t_0: check::at_least_one(NAME, "t_0", t_0)?, t_mult: 1, eta_min: 0.0 })
    }

    /// How much longer each wave is than the one before; at least 1, default 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::CosineAnnealingWarmRestarts;
    ///
    /// assert!(CosineAnnealingWarmRestarts::new(10)?.t_mult(0).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn t_mult(mut self, t_mult: u64) -> Result<Self> {
        self.t_mult = check::at_least_one(NAME, "t_mult", t_mult)?;
        Ok(self)
    }

    /// What each wave falls towards, absolute and the same for every base. Finite; default 0. No whole step reaches it.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) where it is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::CosineAnnealingWarmRestarts;
    ///
    /// assert!(CosineAnnealingWarmRestarts::new(10)?.eta_min(f64::NAN).is_err());
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn eta_min(mut self, eta_min: f64) -> Result<Self> {
        self.eta_min = check::finite(NAME, "eta_min", eta_min)?;
        Ok(self)
    }

    /// Time since the last restart, and the length of the wave.
    pub(crate) fn place(&self, time: f64) -> (f64, f64) {
        let (t_0, t_mult) = (self.t_0 as f64, self.t_mult as f64);
        if self.t_mult == 1 {
            return (time % t_0, t_0);
        }
        let (mut start, mut t_i) = (0.0, t_0);
        let (squared, fourth) = (t_mult * t_mult, (t_mult * t_mult) * (t_mult * t_mult));
        let eight_waves = (1.0 + t_mult) * (1.0 + squared) * (1.0 + fourth);
        // Eight waves at a time, where whole numbers are exact and the order of the sums does not show; then one by one.
        while start + t_i * eight_waves <= time && t_i * (fourth * fourth) < LAST_EXACT {
            start += t_i * eight_waves;
            t_i *= fourth * fourth;
        }
        while start + t_i <= time {
            start += t_i;
            t_i *= t_mult;
        }
        (time - start, t_i)
    }
}

impl Schedule for CosineAnnealingWarmRestarts {
    fn value(&self, base: f64, time: f64) -> f64 {
        let (t_cur, t_i) = self.place(time);
        anneal::cosine(base, self.eta_min, t_cur, t_i)
    }

    registered!();
}

replaces!(CosineAnnealingWarmRestarts);

impl CosineAnnealingWarmRestarts {
    fn summarize(&self, summary: &mut Summary) {
        let (from, floor, waves) = (summary.from(summary.base()), summary.value(self.eta_min), summary.steps(self.t_0));
        summary.say(match self.t_mult {
            1 => format!("cosine{from} to {floor} every {waves}"),
            t_mult => format!("cosine{from} to {floor} in {waves}, again and again, each {t_mult} times as long as the last"),
        });
        summary.boundary_every_longer(self.t_0, self.t_mult);
        summary.expect_jump();
        summary.warn_floor("eta_min", self.eta_min);
    }
}

type_entry!(CosineAnnealingWarmRestarts "CosineAnnealingWarmRestarts" {
    t_0 "T_0": u64;
    t_mult "T_mult": u64 = 1;
    eta_min: f64 = 0.0
} => CosineAnnealingWarmRestarts::new(t_0)?.t_mult(t_mult)?.eta_min(eta_min));

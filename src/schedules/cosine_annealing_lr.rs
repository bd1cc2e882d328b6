use super::anneal;
use crate::error::check;
use crate::schedule::arithmetic::{product, saturate};
use crate::schedule::described::registered;
use crate::schedule::lookup::acts_in_chain;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Result, Schedule, Summary};
use std::f64::consts::PI;

/// Cosine decay: a schedule that falls from the base to `eta_min` over `t_max` steps, along half a cosine wave.
///
/// ```text
/// value(t) = eta_min + (base - eta_min) * (1 + cos(pi * t / t_max)) / 2
/// ```
///
#[doc = include_str!("../docs/pictures/cosine_annealing_lr.svg")]
///
/// After step `t_max` the value rises again, as in torch, and is back at the base at step `2 * t_max`. To stay at `eta_min`, call
/// [`hold(t_max)`](Schedule::hold).
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
///
/// let schedule = CosineAnnealingLr::new(50)?.eta_min(0.001)?;
/// assert_eq!(schedule.at(0.1, 0), 0.1);
/// assert_eq!(schedule.at(0.1, 25), 0.0505);
/// assert_eq!(schedule.at(0.1, 50), 0.001);
/// assert_eq!(schedule.at(0.1, 100), 0.1);
/// assert_eq!(schedule.hold(50).at(0.1, 100), 0.001);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max, eta_min=0.0)`. The values equal torch's closed form bit for bit.
/// Torch's `step()` computes each rate from the one before it. It accumulates rounding errors, a relative 1e-9 after 100,000 steps
/// and more if `T_max` is large, and divides by zero if `T_max` is 3e8 or more. This schedule does neither.
///
/// # In other libraries
///
/// - transformers: `get_cosine_schedule_with_warmup(optimizer, W, T)` is
///   `CosineAnnealingLr::new(T - W)?.warmup_with(Warmup::from_zero(W)?)`.
///   `get_cosine_with_min_lr_schedule_with_warmup` sets `eta_min` too.
/// - optax: `cosine_decay_schedule(init_value, decay_steps, alpha=0.0)`
/// - Keras: `CosineDecay(initial_learning_rate, decay_steps, alpha=0.0)`
/// - timm: `CosineLRScheduler(optimizer, t_initial, lr_min=0.0)`
///
/// The last three stay at the lowest value, and have options that torch's class does not have (`alpha`, `exponent`, `k_decay`):
/// [`CosineDecay`](crate::CosineDecay) has them all.
///
/// # Source
///
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", arXiv 1608.03983, equation 5, without the
/// restarts.
#[doc(alias("CosineAnnealing", "CosineAnnealingScheduler", "CosineAnnealingParamScheduler", "SchedCos", "CosineLR"))]
#[doc(alias = "cosine_with_min_lr")]
#[doc(alias("CosineAnnealingLR", "CosineLRScheduler", "cosine_decay_schedule", "warmup_cosine_decay_schedule"))]
#[doc(alias("get_cosine_schedule_with_warmup", "get_cosine_with_min_lr_schedule_with_warmup"))]
#[doc(alias = "get_cosine_with_min_lr_schedule_with_warmup_lr_rate")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CosineAnnealingLr {
    t_max: u64,
    eta_min: f64,
}

impl CosineAnnealingLr {
    /// Creates a cosine decay to 0, or to [`eta_min`](Self::eta_min) if it is set. `t_max` is the number of steps from the base to
    /// the lowest value, at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `t_max` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
    ///
    /// let schedule = CosineAnnealingLr::new(50)?;
    /// assert_eq!([0, 25, 50].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(t_max: u64) -> Result<Self> {
        Ok(Self { t_max: check::at_least_one("CosineAnnealingLr", "t_max", t_max)?, eta_min: 0.0 })
    }

    /// Sets the lowest value, the same for every base: finite, 0 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `eta_min` is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingLr, Schedule};
    ///
    /// let schedule = CosineAnnealingLr::new(10)?.eta_min(1e-4)?;
    /// assert_eq!([0.1, 0.5].map(|base| schedule.at(base, 10)), [1e-4, 1e-4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn eta_min(mut self, eta_min: f64) -> Result<Self> {
        self.eta_min = check::finite("CosineAnnealingLr", "eta_min", eta_min)?;
        Ok(self)
    }

    /// Whether `step` is the first step after a minimum. At such a step torch adds instead of multiplying, because its recursion
    /// divides by `1 + cos(pi * (step - 1) / t_max)`, which is 0 at a minimum.
    fn follows_a_minimum(&self, step: u64) -> bool {
        let t_max = u128::from(self.t_max);
        u128::from(step) % (2 * t_max) == (t_max + 1) % (2 * t_max)
    }
}

impl Schedule for CosineAnnealingLr {
    fn value(&self, base: f64, time: f64) -> f64 {
        anneal::cosine(base, self.eta_min, time, self.t_max as f64)
    }

    fn peak(&self, base: f64) -> f64 {
        base.max(self.eta_min)
    }

    registered!();
}

acts_in_chain!(CosineAnnealingLr);

impl ChainMember for CosineAnnealingLr {
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        let (time, t_max) = (step as f64, self.t_max as f64);
        let one_plus_cos = |time: f64| 1.0 + ((PI * time) / t_max).cos();
        let next = if step == 0 {
            current
        } else if self.follows_a_minimum(step) {
            current + (base - self.eta_min) * (1.0 - (PI / t_max).cos()) / 2.0
        } else if one_plus_cos(time - 1.0) == 0.0 {
            // If `t_max` is large, the sum rounds to 0 before the minimum too. Torch divides by zero then.
            self.eta_min
        } else {
            product(one_plus_cos(time) / one_plus_cos(time - 1.0), saturate(current - self.eta_min)) + self.eta_min
        };
        saturate(next)
    }
}

impl CosineAnnealingLr {
    fn summarize(&self, summary: &mut Summary) {
        let (bottom, top) = (self.t_max, self.t_max.saturating_mul(2));
        summary.repeated(top, |summary, _, _| {
            summary.phase(0, Some(bottom), Shape::cosine(bottom));
            summary.phase(bottom, Some(top), Shape::cosine(bottom).later(bottom as f64));
        });
    }
}

type_entry!(CosineAnnealingLr "CosineAnnealingLR" { t_max "T_max": u64; eta_min: f64 = 0.0 } => CosineAnnealingLr::new(t_max)?.eta_min(eta_min));

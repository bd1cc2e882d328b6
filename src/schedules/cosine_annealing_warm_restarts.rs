use super::anneal;
use crate::data::Count;
use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

const NAME: &str = "CosineAnnealingWarmRestarts";

/// 2<sup>53</sup>. An `f64` holds every whole number up to it exactly.
const LAST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Cosine decay with warm restarts (SGDR): a schedule that falls from the base to `eta_min` along half a cosine wave, jumps back to
/// the base, and repeats this. Each cycle is `t_mult` times as long as the one before.
///
/// ```text
/// value(t) = eta_min + (base - eta_min) * (1 + cos(pi * t_cur / t_i)) / 2
///            t_i = t_0 * t_mult^i     t_cur = t - start of cycle i
/// ```
///
#[doc = include_str!("../docs/pictures/cosine_annealing_warm_restarts.svg")]
///
/// For cycles of equal length whose peaks fall, see [`cycle`](Schedule::cycle) and its
/// [`decay`](crate::combinators::Cycle::decay).
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{CosineAnnealingWarmRestarts, Schedule};
///
/// let schedule = CosineAnnealingWarmRestarts::new(10)?.t_mult(2)?;
/// assert_eq!(schedule.at(0.1, 0), 0.1);
/// assert_eq!(schedule.at(0.1, 10), 0.1); // start of the second cycle, 20 steps long
/// assert_eq!(schedule.at(0.1, 20), 0.05);
/// assert_eq!(schedule.at(0.1, 30), 0.1); // start of the third cycle, 40 steps long
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0, T_mult=1, eta_min=0.0)`. The values equal torch's bit for
/// bit, also between two steps: torch's `step(epoch + i / iters)` is [`value`](Schedule::value) here, or
/// [`Scheduler::seek_time`](crate::Scheduler::seek_time) in a run. Two errors of torch are corrected:
///
/// - At some restarts torch's `step(epoch)` sets `eta_min` instead of the base, because it computes the number of the cycle by a
///   logarithm that rounds down (if `T_mult` is 3, 9, 10, 11 ...).
/// - If `T_mult` is above 1, a torch scheduler that resumes by `last_epoch` at epoch `2 * T_0` or later has wrong rates.
///
/// # In other libraries
///
/// - transformers: `get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, W, T, num_cycles)`, with a warm-up in front,
///   cycles of `(T - W) / num_cycles` steps, and 0 from step `T` on
/// - Keras: `CosineDecayRestarts(initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0)`. `m_mul` multiplies
///   the peaks, and `alpha` is a fraction of the base.
/// - timm: `CosineLRScheduler(optimizer, t_initial, lr_min=0.0, cycle_mul=1.0, cycle_decay=1.0, cycle_limit=1)`. `cycle_decay`
///   multiplies the peaks, and the rate is `lr_min` after `cycle_limit` cycles.
/// - optax: `sgdr_schedule(cosine_kwargs)`, with the arguments of every cycle in a list
/// - fastai: `Learner.fit_sgdr(n_cycles, cycle_len, cycle_mult=2)`
///
/// # Source
///
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", arXiv 1608.03983, section 3.
#[doc(alias("SGDR", "CosineDecayRestarts", "CosineLRScheduler", "fit_sgdr", "sgdr_schedule"))]
#[doc(alias = "get_cosine_with_hard_restarts_schedule_with_warmup")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CosineAnnealingWarmRestarts {
    t_0: u64,
    t_mult: u64,
    eta_min: f64,
}

impl CosineAnnealingWarmRestarts {
    /// Creates a cosine decay with a restart every `t_0` steps. `t_0` is at least 1. [`t_mult`](Self::t_mult) makes later cycles
    /// longer.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `t_0` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingWarmRestarts, Schedule};
    ///
    /// let schedule = CosineAnnealingWarmRestarts::new(10)?;
    /// assert_eq!([0, 5, 10, 15, 20].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.1, 0.05, 0.1]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(t_0: u64) -> Result<Self> {
        Ok(Self { t_0: check::at_least_one(NAME, "t_0", t_0)?, t_mult: 1, eta_min: 0.0 })
    }

    /// Sets the ratio between the length of a cycle and the length of the one before it: at least 1; 1 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `t_mult` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingWarmRestarts, Schedule};
    ///
    /// let schedule = CosineAnnealingWarmRestarts::new(10)?.t_mult(3)?;
    /// assert_eq!([0, 10, 40].map(|step| schedule.at(0.1, step)), [0.1, 0.1, 0.1]); // cycles of 10, 30, 90 ... steps
    /// assert!([20, 30, 39].iter().all(|&step| schedule.at(0.1, step) < 0.1));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn t_mult(mut self, t_mult: u64) -> Result<Self> {
        self.t_mult = check::at_least_one(NAME, "t_mult", t_mult)?;
        Ok(self)
    }

    /// Sets the value at the end of each cycle, the same for every base: finite, 0 by default.
    ///
    /// No whole step reaches it, because the step at the end of a cycle is the start of the next one.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `eta_min` is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingWarmRestarts, Schedule};
    ///
    /// let schedule = CosineAnnealingWarmRestarts::new(10)?.eta_min(0.5)?;
    /// assert_eq!([0, 5, 10].map(|step| schedule.at(1.0, step)), [1.0, 0.75, 1.0]);
    /// assert!(schedule.at(1.0, 9) > 0.5);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn eta_min(mut self, eta_min: f64) -> Result<Self> {
        self.eta_min = check::finite(NAME, "eta_min", eta_min)?;
        Ok(self)
    }

    /// The time since the last restart, and the length of the current cycle.
    pub(crate) fn place(&self, time: f64) -> (f64, f64) {
        let (t_0, t_mult) = (self.t_0 as f64, self.t_mult as f64);
        if self.t_mult == 1 {
            return (time % t_0, t_0);
        }
        let (mut start, mut t_i) = (0.0, t_0);
        let (squared, fourth) = (t_mult * t_mult, (t_mult * t_mult) * (t_mult * t_mult));
        let eight_cycles = (1.0 + t_mult) * (1.0 + squared) * (1.0 + fourth);
        // Skips eight cycles at once while all sums are exact, so that their order does not change the result.
        while start + t_i * eight_cycles <= time && t_i * (fourth * fourth) < LAST_EXACT {
            start += t_i * eight_cycles;
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

    fn peak(&self, base: f64) -> f64 {
        base.max(self.eta_min)
    }

    registered!();
}

replaces!(CosineAnnealingWarmRestarts);

impl CosineAnnealingWarmRestarts {
    fn summarize(&self, summary: &mut Summary) {
        summary.repeated_longer(self.t_0, self.t_mult, |summary, _, length| summary.phase(0, Some(length), Shape::cosine(length)));
    }
}

type_entry!(CosineAnnealingWarmRestarts "CosineAnnealingWarmRestarts" {
    t_0 "T_0": u64;
    t_mult "T_mult": Count = Count(1), [it -> Count(it.t_mult)];
    eta_min: f64 = 0.0
} => CosineAnnealingWarmRestarts::new(t_0)?.t_mult(t_mult.0)?.eta_min(eta_min));

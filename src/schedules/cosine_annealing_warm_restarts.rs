use super::anneal;
use crate::data::Count;
use crate::error::check;
use crate::schedule::arithmetic::decayed;
use crate::schedule::described::registered;
use crate::schedule::lookup::replaces;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

const NAME: &str = "CosineAnnealingWarmRestarts";

/// 2<sup>53</sup>. An `f64` holds every whole number up to it exactly.
const LAST_EXACT: f64 = 9_007_199_254_740_992.0;

/// Cosine decay with warm restarts (SGDR): a schedule that falls from the base to `eta_min` along half a cosine wave, jumps back
/// to the base, and repeats this. Each cycle is `t_mult` times as long as the one before. The peaks and the lowest values can
/// fall from cycle to cycle, and the number of cycles can be limited.
///
/// ```text
/// value(t) = low_i + (peak_i - low_i) * (1 + cos(pi * t_cur / t_i)) / 2
///            t_i    = t_0 * t_mult^i                 t_cur = t - start of cycle i
///            peak_i = base * peak_decay^i            peak_decay = 1 by default, as in torch
///            low_i  = eta_min * eta_min_decay^i      eta_min_decay = 1 by default, as in torch
/// after cycle_limit cycles: the low_i of the last one
/// ```
///
#[doc = include_str!("../docs/pictures/cosine_annealing_warm_restarts.svg")]
///
/// For cycles of another schedule, see [`cycle`](Schedule::cycle).
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
///
/// let falling = schedule.peak_decay(0.5)?.cycle_limit(3)?;
/// assert_eq!([0, 10, 30].map(|step| falling.at(0.1, step)), [0.1, 0.05, 0.025]);
/// assert_eq!(falling.at(0.1, 70), 0.0); // after the third cycle
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, T_0, T_mult=1, eta_min=0.0)`. Torch has neither a decay of the
/// peaks nor a limit (pytorch#195009). Without them the values equal torch's bit for bit, also between two steps: torch's
/// `step(epoch + i / iters)` is [`value`](Schedule::value) here, or [`Scheduler::seek_time`](crate::Scheduler::seek_time) in a
/// run. Two errors of torch are corrected:
///
/// - At some restarts torch's `step(epoch)` sets `eta_min` instead of the base, because it computes the number of the cycle by a
///   logarithm that rounds down (if `T_mult` is 3, 9, 10, 11 ...).
/// - If `T_mult` is above 1, a torch scheduler that resumes by `last_epoch` at epoch `2 * T_0` or later has wrong rates.
///
/// # In other libraries
///
/// - transformers: `get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, W, T, num_cycles)`, with a warm-up in front,
///   cycles of `(T - W) / num_cycles` steps, and 0 from step `T` on
/// - Keras: `CosineDecayRestarts(initial_learning_rate, first_decay_steps, t_mul=2.0, m_mul=1.0, alpha=0.0)`. `m_mul` is
///   [`peak_decay`](Self::peak_decay). With an `alpha`, `m_mul` multiplies only the part above `alpha * base`: write
///   `.peak_decay(m_mul)?.scale(1.0 - alpha)?.offset(alpha * base)?`.
/// - timm: `CosineLRScheduler(optimizer, t_initial, lr_min=0.0, cycle_mul=1.0, cycle_decay=1.0, cycle_limit=1)`. `cycle_decay` is
///   [`peak_decay`](Self::peak_decay), and `cycle_limit` is [`cycle_limit`](Self::cycle_limit).
/// - fairseq: `cosine` with `lr-period-updates`, `t-mult`, `min-lr` and `lr-shrink`, which multiplies both the peaks and the lowest
///   values: set [`peak_decay`](Self::peak_decay) and [`eta_min_decay`](Self::eta_min_decay) to it.
/// - optax: `sgdr_schedule(cosine_kwargs)`, with the arguments of every cycle in a list
/// - fastai: `Learner.fit_sgdr(n_cycles, cycle_len, cycle_mult=2)`
///
/// The values equal those of transformers, Keras (in 64 bits), timm and fairseq within a relative 1e-12. With growing cycles,
/// Keras, timm and fairseq compute the number of the cycle by a logarithm, which rounds down at some restarts.
///
/// # Source
///
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", arXiv 1608.03983, section 3. The decay of the
/// peaks and the limit are timm's, the decay of the lowest values is fairseq's.
#[doc(alias("cosine_with_restarts", "CosineRestartLR", "CosineAnnealingWarmRestartsScheduler", "warm_restarts"))]
#[doc(alias = "CAWR")]
#[doc(alias = "CosineAnnealingWarmupRestarts")]
#[doc(alias("SGDR", "CosineDecayRestarts", "CosineLRScheduler", "fit_sgdr", "sgdr_schedule"))]
#[doc(alias = "get_cosine_with_hard_restarts_schedule_with_warmup")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CosineAnnealingWarmRestarts {
    t_0: u64,
    t_mult: u64,
    eta_min: f64,
    peak_decay: f64,
    eta_min_decay: f64,
    cycle_limit: Option<u64>,
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
        let t_0 = check::at_least_one(NAME, "t_0", t_0)?;
        Ok(Self { t_0, t_mult: 1, eta_min: 0.0, peak_decay: 1.0, eta_min_decay: 1.0, cycle_limit: None })
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

    /// Sets the factor of each peak to the peak before: finite and not negative, 1 by default. The first peak is the base.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `peak_decay` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingWarmRestarts, Schedule};
    ///
    /// let schedule = CosineAnnealingWarmRestarts::new(10)?.peak_decay(0.5)?;
    /// assert_eq!([0, 10, 15, 20].map(|step| schedule.at(0.8, step)), [0.8, 0.4, 0.2, 0.2]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("cycle_decay", "m_mul", "lr_shrink", "start_value_mult"))]
    pub fn peak_decay(mut self, peak_decay: f64) -> Result<Self> {
        self.peak_decay = check::finite_not_negative(NAME, "peak_decay", peak_decay)?;
        Ok(self)
    }

    /// Sets the factor of the lowest value of each cycle to that of the cycle before: finite and not negative, 1 by default. The
    /// lowest value of the first cycle is `eta_min`.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `eta_min_decay` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingWarmRestarts, Schedule};
    ///
    /// let schedule = CosineAnnealingWarmRestarts::new(10)?.eta_min(0.5)?.peak_decay(0.5)?.eta_min_decay(0.5)?;
    /// assert_eq!([0, 5, 10, 15].map(|step| schedule.at(1.0, step)), [1.0, 0.75, 0.5, 0.375]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("lr_shrink", "end_value_mult"))]
    pub fn eta_min_decay(mut self, eta_min_decay: f64) -> Result<Self> {
        self.eta_min_decay = check::finite_not_negative(NAME, "eta_min_decay", eta_min_decay)?;
        Ok(self)
    }

    /// Sets the number of cycles, at least 1. After the last cycle, the value stays at the lowest value of that cycle. By default
    /// the cycles never end.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `cycle_limit` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineAnnealingWarmRestarts, Schedule};
    ///
    /// let schedule = CosineAnnealingWarmRestarts::new(10)?.eta_min(0.01)?.cycle_limit(2)?;
    /// assert_eq!([10, 20, 500].map(|step| schedule.at(0.1, step)), [0.1, 0.01, 0.01]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn cycle_limit(mut self, cycle_limit: u64) -> Result<Self> {
        self.cycle_limit = Some(check::at_least_one(NAME, "cycle_limit", cycle_limit)?);
        Ok(self)
    }

    /// The time since the last restart, and the length of the current cycle.
    pub(crate) fn place(&self, time: f64) -> (f64, f64) {
        let (_, t_cur, t_i) = self.cycle(time);
        (t_cur, t_i)
    }

    /// The number of the cycle at `time`, from 0, the time since its start, and its length.
    fn cycle(&self, time: f64) -> (f64, f64, f64) {
        let (t_0, t_mult) = (self.t_0 as f64, self.t_mult as f64);
        if self.t_mult == 1 {
            let t_cur = time % t_0;
            return (((time - t_cur) / t_0).round(), t_cur, t_0);
        }
        let (mut number, mut start, mut t_i) = (0.0, 0.0, t_0);
        let (squared, fourth) = (t_mult * t_mult, (t_mult * t_mult) * (t_mult * t_mult));
        let eight_cycles = (1.0 + t_mult) * (1.0 + squared) * (1.0 + fourth);
        // Skips eight cycles at once while all sums are exact, so that their order does not change the result.
        while start + t_i * eight_cycles <= time && t_i * (fourth * fourth) < LAST_EXACT {
            start += t_i * eight_cycles;
            t_i *= fourth * fourth;
            number += 8.0;
        }
        while start + t_i <= time {
            start += t_i;
            t_i *= t_mult;
            number += 1.0;
        }
        (number, time - start, t_i)
    }

    /// The step at which the last cycle ends. `None` if there is no limit, or if the end is too far to be an exact `f64`.
    fn end(&self) -> Option<u64> {
        let limit = self.cycle_limit?;
        let exact = |step: &u64| *step as f64 <= LAST_EXACT;
        if self.t_mult == 1 {
            return self.t_0.checked_mul(limit).filter(exact);
        }
        let (mut end, mut length) = (0_u64, self.t_0);
        // More than 53 cycles, each at least twice as long as the one before, are too long.
        for _ in 0..limit.min(54) {
            end = end.checked_add(length).filter(exact)?;
            length = length.saturating_mul(self.t_mult);
        }
        Some(end)
    }
}

impl Schedule for CosineAnnealingWarmRestarts {
    fn value(&self, base: f64, time: f64) -> f64 {
        let (number, t_cur, t_i) = self.cycle(time);
        let last = self.cycle_limit.map_or(f64::INFINITY, |limit| (limit - 1) as f64);
        let low = decayed(self.eta_min, self.eta_min_decay, number.min(last));
        if number > last {
            return low;
        }
        anneal::cosine(decayed(base, self.peak_decay, number), low, t_cur, t_i)
    }

    fn constant_from(&self) -> Option<u64> {
        self.end()
    }

    fn peak(&self, base: f64) -> f64 {
        base.max(self.eta_min)
    }

    registered!();
}

replaces!(CosineAnnealingWarmRestarts);

impl CosineAnnealingWarmRestarts {
    fn summarize(&self, summary: &mut Summary) {
        if let Some(end) = self.end() {
            summary.member(0, Some(end), &Self { cycle_limit: None, ..*self });
            return summary.phase(end, None, Shape::Constant);
        }
        summary.repeated_longer(self.t_0, self.t_mult, |summary, _, length| summary.phase(0, Some(length), Shape::cosine(length)));
    }
}

type_entry!(CosineAnnealingWarmRestarts "CosineAnnealingWarmRestarts" {
    t_0 "T_0": u64;
    t_mult "T_mult": Count = Count(1), [it -> Count(it.t_mult)];
    eta_min: f64 = 0.0;
    peak_decay: f64 = 1.0, omitted;
    eta_min_decay: f64 = 1.0, omitted;
    cycle_limit: Option<Count> = None, [it -> it.cycle_limit.map(Count)], omitted
} => {
    let built = CosineAnnealingWarmRestarts::new(t_0)?.t_mult(t_mult.0)?.eta_min(eta_min)?;
    let built = built.peak_decay(peak_decay)?.eta_min_decay(eta_min_decay)?;
    cycle_limit.map_or(Ok(built), |limit| built.cycle_limit(limit.0))
});

use super::floor::{Floor, powers};
use crate::data::wording::number;
use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup;
use crate::schedule::summary::Shape as Curve;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Function, History, Result, Schedule, Summary};
use std::f64::consts::PI;

const NAME: &str = "CosineDecay";

/// Cosine decay that stays at its end: a schedule that falls from the base over `t_max` steps, and stays at the lowest value. It
/// has the options of other libraries that torch's class does not have.
///
/// ```text
/// value(t) = low + (base - low) * ((1 + cos(pi * min(t, t_max)^k_decay / t_max^k_decay)) / 2)^exponent
/// low      = eta_min, or base * alpha
/// ```
///
#[doc = include_str!("../docs/pictures/cosine_decay.svg")]
///
/// [`CosineAnnealingLr`](crate::CosineAnnealingLr) is torch's class, which has none of these options and rises again after `t_max`.
/// With the defaults, `CosineDecay::new(t_max)` equals `CosineAnnealingLr::new(t_max)` held from step `t_max` on.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{CosineDecay, Schedule};
///
/// let schedule = CosineDecay::new(50)?.alpha(0.1)?;
/// assert_eq!([0, 25, 50, 100].map(|step| schedule.at(1.0, step)), [1.0, 0.55, 0.1, 0.1]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `CosineAnnealingLR(optimizer, T_max, eta_min)` until step `T_max`. `alpha`, `exponent` and `k_decay` are not in torch.
///
/// # In other libraries
///
/// - optax: `cosine_decay_schedule(init_value, decay_steps, alpha=0.0, exponent=1.0)`
/// - Keras: `CosineDecay(initial_learning_rate, decay_steps, alpha=0.0)`
/// - timm: `CosineLRScheduler(optimizer, t_initial, lr_min=0.0, k_decay=1.0)`, with `lr_min` as [`eta_min`](Self::eta_min). The
///   values equal timm's bit for bit if both use the same C library for `pow` and `cos`.
/// - transformers: `get_cosine_with_min_lr_schedule_with_warmup`, whose `min_lr_rate` is [`alpha`](Self::alpha) and whose `min_lr` is
///   `eta_min`, with a warm-up in front
///
/// The values equal those of transformers, and optax's formula in 64 bits, within a relative 1e-12. optax and Keras compute with 32
/// bits, so their values agree to about seven digits.
///
/// # Source
///
/// Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", arXiv 1608.03983, for the cosine. Zhang and Li,
/// "k-decay: A New Method For Learning Rate Schedule", arXiv 2004.05909, for `k_decay`. The exponent is that of optax.
#[doc(alias("cosine_decay_schedule", "CosineLRScheduler", "get_cosine_with_min_lr_schedule_with_warmup", "k_decay"))]
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct CosineDecay {
    t_max: u64,
    floor: Floor,
    exponent: f64,
    k_decay: f64,
}

impl CosineDecay {
    /// Creates a cosine decay to 0, or to [`alpha`](Self::alpha) or [`eta_min`](Self::eta_min). `t_max` is the number of steps of
    /// the fall, at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `t_max` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineDecay, Schedule};
    ///
    /// let schedule = CosineDecay::new(50)?;
    /// assert_eq!([0, 25, 50, 75].map(|step| schedule.at(0.1, step)), [0.1, 0.05, 0.0, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(t_max: u64) -> Result<Self> {
        let t_max = check::at_least_one(NAME, "t_max", t_max)?;
        Ok(Self { t_max, floor: Floor::Factor(0.0), exponent: 1.0, k_decay: 1.0 })
    }

    /// Sets the lowest value as a fraction of the base, from 0 to 1. It replaces [`eta_min`](Self::eta_min). Default: 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `alpha` is below 0, above 1 or not a number.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineDecay, Schedule};
    ///
    /// let schedule = CosineDecay::new(10)?.alpha(0.25)?;
    /// assert_eq!([0.4, 2.0].map(|base| schedule.at(base, 10)), [0.1, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "min_lr_rate")]
    pub fn alpha(mut self, alpha: f64) -> Result<Self> {
        self.floor = Floor::factor(NAME, alpha)?;
        Ok(self)
    }

    /// Sets the lowest value, the same for every base: finite. It replaces [`alpha`](Self::alpha).
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `eta_min` is not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineDecay, Schedule};
    ///
    /// let schedule = CosineDecay::new(10)?.eta_min(1e-4)?;
    /// assert_eq!([0.1, 0.5].map(|base| schedule.at(base, 10)), [1e-4, 1e-4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("lr_min", "min_lr"))]
    pub fn eta_min(mut self, eta_min: f64) -> Result<Self> {
        self.floor = Floor::value(NAME, eta_min)?;
        Ok(self)
    }

    /// Sets the power of the cosine, finite and above 0. An exponent above 1 falls faster at first. Default: 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `exponent` is not above 0 or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineDecay, Schedule};
    ///
    /// assert_eq!(CosineDecay::new(50)?.exponent(2.0)?.at(1.0, 25), 0.25);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn exponent(mut self, exponent: f64) -> Result<Self> {
        self.exponent = check::finite_above_zero(NAME, "exponent", exponent)?;
        Ok(self)
    }

    /// Sets the power of the progress, finite and above 0. A `k_decay` above 1 starts the fall later. Default: 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `k_decay` is not above 0 or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{CosineDecay, Schedule};
    ///
    /// let plain = CosineDecay::new(50)?;
    /// assert!(plain.k_decay(2.0)?.at(1.0, 25) > plain.at(1.0, 25));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn k_decay(mut self, k_decay: f64) -> Result<Self> {
        self.k_decay = check::finite_above_zero(NAME, "k_decay", k_decay)?;
        Ok(self)
    }

    /// The part of the fall that is left at `time`, which is at most `t_max`.
    fn left(&self, time: f64) -> f64 {
        let (passed, all) = powers(time, self.t_max as f64, self.k_decay);
        ((1.0 + (PI * passed / all).cos()) / 2.0).powf(self.exponent)
    }
}

impl Schedule for CosineDecay {
    fn value(&self, base: f64, time: f64) -> f64 {
        self.floor.at(base, self.left(time.min(self.t_max as f64)))
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.t_max)
    }

    fn peak(&self, base: f64) -> f64 {
        self.floor.peak(base)
    }

    registered!();
}

impl History for CosineDecay {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        Some(self)
    }
}

impl ChainMember for CosineDecay {
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        lookup::chain(self, self.floor.is_proportional(), current, base, step)
    }

    fn is_proportional(&self) -> bool {
        self.floor.is_proportional()
    }

    fn settles_at(&self) -> Option<u64> {
        self.constant_from()
    }
}

impl CosineDecay {
    fn summarize(&self, summary: &mut Summary) {
        let curve = if self.exponent == 1.0 && self.k_decay == 1.0 {
            Curve::cosine(self.t_max)
        } else {
            let (decay, t_max) = (*self, self.t_max as f64);
            let mut name = String::from("cosine");
            if self.exponent != 1.0 {
                name += &format!(" to the power {}", number(self.exponent));
            }
            if self.k_decay != 1.0 {
                name += &format!(" with k-decay {}", number(self.k_decay));
            }
            Curve::fraction(name, Function::named(format!("{self:?}"), move |p| decay.left(p * t_max)), self.t_max)
        };
        summary.phase(0, Some(self.t_max), curve);
        summary.phase(self.t_max, None, Curve::Constant);
    }
}

type_entry!(CosineDecay "CosineDecay" {
    t_max "T_max": u64;
    alpha: f64 = 0.0, [it -> it.floor.alpha()];
    eta_min: Option<f64> = None, [it -> it.floor.eta_min()];
    exponent: f64 = 1.0;
    k_decay: f64 = 1.0
} => {
    let built = CosineDecay::new(t_max)?.exponent(exponent)?.k_decay(k_decay)?;
    Ok(CosineDecay { floor: Floor::of(NAME, alpha, eta_min)?, ..built })
});

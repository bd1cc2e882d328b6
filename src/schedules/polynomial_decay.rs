use super::floor::{Floor, powers};
use crate::data::wording::number;
use crate::error::check;
use crate::schedule::described::registered;
use crate::schedule::lookup;
use crate::schedule::summary::Shape as Curve;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, Function, History, Result, Schedule, Summary};

const NAME: &str = "PolynomialDecay";
/// The most falls of a cycle that a summary lists.
const MOST_CYCLES: u64 = 32;

/// Polynomial decay to an end value: a schedule that falls from the base over `total_iters` steps, as a power of the remaining
/// fraction of the steps. It has the options of other libraries that torch's class does not have.
///
/// ```text
/// value(t) = low + (base - low) * (1 - min(t, length)^k_decay / length^k_decay)^power
/// low      = eta_min, or base * alpha
/// length   = total_iters; with cyclic, total_iters * ceil(t / total_iters)
/// ```
///
#[doc = include_str!("../docs/pictures/polynomial_decay.svg")]
///
/// [`PolynomialLr`](crate::PolynomialLr) is torch's class, which ends at 0 and has none of these options. With the defaults, both
/// are equal.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{PolynomialDecay, Schedule};
///
/// let schedule = PolynomialDecay::new(4, 2.0)?.eta_min(0.25)?;
/// assert_eq!([0, 2, 4, 9].map(|step| schedule.at(1.0, step)), [1.0, 0.4375, 0.25, 0.25]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// `PolynomialLR(optimizer, total_iters, power)` if the end value is 0. All other options are not in torch.
///
/// # In other libraries
///
/// - transformers: `get_polynomial_decay_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, lr_end=1e-7,
///   power=1.0)` is `PolynomialDecay::new(num_training_steps - num_warmup_steps, power)?.eta_min(lr_end)?` with a
///   [`warmup_with`](Schedule::warmup_with) of [`from_zero`](crate::Warmup::from_zero) in front. The values agree within a relative
///   1e-12, because transformers divides by the base and multiplies by it again.
/// - Keras: `PolynomialDecay(initial_learning_rate, decay_steps, end_learning_rate=0.0001, power=1.0, cycle=False)`. Keras computes
///   with 32 bits, so its values agree to about seven digits, and those of its formula in 64 bits within a relative 1e-12.
/// - timm: `PolyLRScheduler(optimizer, t_initial, power=0.5, lr_min=0.0, k_decay=1.0)`. The values equal timm's bit for bit if both
///   use the same C library for `pow`.
/// - optax: `polynomial_schedule(init_value, end_value, power, transition_steps)`, which computes with 32 bits
///
/// # Source
///
/// Chen et al., "DeepLab: Semantic Image Segmentation with Deep Convolutional Nets, Atrous Convolution, and Fully Connected CRFs",
/// arXiv 1606.00915, for the "poly" policy. Zhang and Li, "k-decay: A New Method For Learning Rate Schedule", arXiv 2004.05909, for
/// `k_decay`. The cycles are those of Keras.
#[doc(alias("PolyLR", "PolyParamScheduler", "PolynomialScheduler", "PolynomialWithWarmupScheduler", "SchedPoly"))]
#[doc(alias("polynomial_with_warmup", "WarmupPoly"))]
#[doc(alias("PolynomialDecayLR", "poly", "PolynomialHoldDecayAnnealing"))]
#[doc(alias("PolyLRScheduler", "polynomial_schedule", "get_polynomial_decay_schedule_with_warmup", "lr_end", "k_decay"))]
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct PolynomialDecay {
    total_iters: u64,
    power: f64,
    floor: Floor,
    k_decay: f64,
    cycle: bool,
}

impl PolynomialDecay {
    /// Creates a fall to 0, or to [`alpha`](Self::alpha) or [`eta_min`](Self::eta_min). `total_iters` is the number of steps of the
    /// fall, at least 1. `power` is finite and not negative.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `total_iters` is 0, or `power` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{PolynomialDecay, Schedule};
    ///
    /// let schedule = PolynomialDecay::new(4, 2.0)?;
    /// assert_eq!([0, 2, 4].map(|step| schedule.at(1.0, step)), [1.0, 0.25, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(total_iters: u64, power: f64) -> Result<Self> {
        let total_iters = check::at_least_one(NAME, "total_iters", total_iters)?;
        let power = check::finite_not_negative(NAME, "power", power)?;
        Ok(Self { total_iters, power, floor: Floor::Factor(0.0), k_decay: 1.0, cycle: false })
    }

    /// Sets the lowest value as a fraction of the base, from 0 to 1. It replaces [`eta_min`](Self::eta_min). Default: 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `alpha` is below 0, above 1 or not a number.
    ///
    /// ```
    /// use tch_lr_scheduler::{PolynomialDecay, Schedule};
    ///
    /// let schedule = PolynomialDecay::new(10, 1.0)?.alpha(0.25)?;
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
    /// use tch_lr_scheduler::{PolynomialDecay, Schedule};
    ///
    /// let schedule = PolynomialDecay::new(10, 1.0)?.eta_min(1e-4)?;
    /// assert_eq!([0.1, 0.5].map(|base| schedule.at(base, 10)), [1e-4, 1e-4]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias("lr_min", "min_lr"))]
    pub fn eta_min(mut self, eta_min: f64) -> Result<Self> {
        self.floor = Floor::value(NAME, eta_min)?;
        Ok(self)
    }

    /// Sets the power of the progress, finite and above 0. A `k_decay` above 1 starts the fall later. Default: 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `k_decay` is not above 0 or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{PolynomialDecay, Schedule};
    ///
    /// let plain = PolynomialDecay::new(50, 1.0)?;
    /// assert!(plain.k_decay(2.0)?.at(1.0, 25) > plain.at(1.0, 25));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn k_decay(mut self, k_decay: f64) -> Result<Self> {
        self.k_decay = check::finite_above_zero(NAME, "k_decay", k_decay)?;
        Ok(self)
    }

    /// Starts another fall after each `total_iters` steps: `cycle=True` of Keras. The n-th fall is the last part of a fall over
    /// `n * total_iters` steps from step 0, so it starts lower than the one before. Default: the value stays at its end.
    ///
    /// ```
    /// use tch_lr_scheduler::{PolynomialDecay, Schedule};
    ///
    /// let schedule = PolynomialDecay::new(4, 1.0)?.cyclic();
    /// assert_eq!([3, 4, 5, 6, 8].map(|step| schedule.at(1.0, step)), [0.25, 0.0, 0.375, 0.25, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "cycle=True")]
    pub fn cyclic(mut self) -> Self {
        self.cycle = true;
        self
    }

    /// The part of the fall over `length` steps that is left at `time`.
    fn left(&self, time: f64, length: f64) -> f64 {
        let (passed, all) = powers(time.min(length), length, self.k_decay);
        (1.0 - passed / all).powf(self.power)
    }
}

impl Schedule for PolynomialDecay {
    fn value(&self, base: f64, time: f64) -> f64 {
        let total_iters = self.total_iters as f64;
        let cycles = if self.cycle { (time / total_iters).ceil().max(1.0) } else { 1.0 };
        self.floor.at(base, self.left(time, total_iters * cycles))
    }

    fn constant_from(&self) -> Option<u64> {
        (!self.cycle).then_some(self.total_iters)
    }

    fn peak(&self, base: f64) -> f64 {
        self.floor.peak(base)
    }

    registered!();
}

impl History for PolynomialDecay {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        Some(self)
    }
}

impl ChainMember for PolynomialDecay {
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

impl PolynomialDecay {
    fn summarize(&self, summary: &mut Summary) {
        let first = self.total_iters;
        summary.phase(0, Some(first), self.curve(first));
        if !self.cycle {
            return summary.phase(first, None, Curve::Constant);
        }
        // The value at the end of a fall is that of its last step, so each fall after the first one starts one step later.
        let mut end = first;
        for _ in 1..MOST_CYCLES {
            let (start, next) = (end, end.saturating_add(first));
            if !summary.reaches(start) || next == start {
                return;
            }
            let name = "end of the fall before";
            summary.phase(start, Some(start.saturating_add(1)), Curve::Function(name.into()));
            summary.phase(start.saturating_add(1), Some(next), self.curve(next).later(start.saturating_add(1) as f64));
            end = next;
        }
        summary.phase(end, None, Curve::Function("falls that start lower and lower".into()));
    }

    /// The curve of a fall over `length` steps, from its step 0 on.
    fn curve(&self, length: u64) -> Curve {
        let steps = length as f64;
        if self.k_decay == 1.0 {
            return match self.power {
                1.0 => Curve::Linear,
                power => Curve::Polynomial { left: steps, length: steps, power },
            };
        }
        let decay = *self;
        let name = format!("polynomial of power {} with k-decay {}", number(self.power), number(self.k_decay));
        Curve::fraction(name, Function::named(format!("{self:?} {length}"), move |p| decay.left(p * steps, steps)), length)
    }
}

type_entry!(PolynomialDecay "PolynomialDecay" {
    total_iters: u64;
    power: f64 = 1.0;
    alpha: f64 = 0.0, [it -> it.floor.alpha()];
    eta_min: Option<f64> = None, [it -> it.floor.eta_min()];
    k_decay: f64 = 1.0;
    cycle: bool = false
} => {
    let built = PolynomialDecay::new(total_iters, power)?.k_decay(k_decay)?;
    Ok(PolynomialDecay { floor: Floor::of(NAME, alpha, eta_min)?, cycle, ..built })
});

mod data;
mod options;
mod words;

use crate::combinators::WarmupStart;
use crate::error::check;
use crate::schedule::arithmetic::{product, saturate};
use crate::schedule::described::registered;
use crate::schedule::lookup;
use crate::{ChainMember, History, Result, Schedule, Shape};

const NAME: &str = "Wsd";

/// Warm-up, stable, decay (WSD): a schedule that rises to the base, stays there, and falls at the end.
///
/// ```text
/// value(t) = base * risen(t)                                            if t < W
///            base * stable(t - W)                                       if t < W + S
///            base * (floor + (stable(t - W) - floor) * weight(p))       otherwise     p = min((t - W - S) / D, 1)
///
/// W, S, D      warmup_steps, stable_steps, decay_steps
/// risen(t)     (t + 1) / W, or another start and shape, as in a Warmup
/// stable(u)    1, or (1 + u / timescale)^-stable_power, but at least the floor
/// weight(p)    1 - sqrt(p), or that of another Shape
/// floor        0, a fraction of the base; or the rate eta_min instead of base * floor
/// ```
///
#[doc = include_str!("../../docs/pictures/wsd.svg")]
///
/// The stable phase may be as long as needed, because the decay alone brings most of the improvement that a cosine brings over a
/// run of known length. To decay at a step that is chosen during the run, use a [`Cooldown`](crate::Cooldown). The floor is a part
/// of the decay: the value falls to it without a jump, and stays there.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Schedule, Shape, Wsd};
///
/// let schedule = Wsd::new(100, 8_900, 1_000)?;
/// assert_eq!([0, 99, 9_000, 9_250, 10_000].map(|step| schedule.at(1e-3, step)), [1e-5, 1e-3, 1e-3, 5e-4, 0.0]);
///
/// let schedule = schedule.decay_shape(Shape::linear())?.floor(0.1)?;
/// assert_eq!([9_000, 9_500, 10_000].map(|step| schedule.at(1.0, step)), [1.0, 0.55, 0.1]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// Several decays with a return to the base after each, without another warm-up (WSD-S):
///
/// ```
/// use tch_lr_scheduler::{Schedule, Shape, Wsd};
///
/// let cycle = |warmup, stable| Wsd::new(warmup, stable, 100)?.decay_shape(Shape::linear());
/// let schedule = cycle(100, 800)?.then(1_000, cycle(0, 900)?.cycle(1_000)?);
/// assert_eq!([899, 950, 1_000, 1_950, 2_000].map(|step| schedule.at(1.0, step)), [1.0, 0.5, 1.0, 0.5, 1.0]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class.
///
/// # In other libraries
///
/// - transformers: `get_wsd_schedule(optimizer, num_warmup_steps, num_decay_steps, num_stable_steps=..., warmup_type="linear",
///   decay_type="cosine", min_lr_ratio=0)` is `Wsd::new(num_warmup_steps, num_stable_steps, num_decay_steps)?
///   .warmup_from(min_lr_ratio)?.decay_shape(Shape::cosine())?.floor(min_lr_ratio)?`. The values equal transformers' bit for bit.
///   `num_cycles` other than 0.5 has no equal.
/// - timm: `WSDLRScheduler(optimizer, t_initial, decay_t, lr_min=0.0, stable_fn="constant", decay_fn="1-sqrt", warmup_t=0)` is
///   `Wsd::new(warmup_t, t_initial - decay_t, decay_t)?.warmup_from(0.0)?.eta_min(lr_min)?`. Its `stable_fn="rsqrt"` is
///   [`rsqrt`](Self::rsqrt), `"power"` is [`stable_power`](Self::stable_power), and `decay_fn="exp"` is
///   [`Shape::exponential_normalized`]. The values after the warm-up equal timm's bit for bit. Those of the warm-up agree within a
///   relative 1e-12, because timm multiplies in another order.
/// - Megatron: `lr_decay_style="WSD"`, with `lr_wsd_decay_style` for the shape. The values after the warm-up agree within a relative
///   1e-12, with a floor that is a fraction of the base.
/// - big_vision: its `rsqrt` schedule with a linear cooldown is `rsqrt` with [`Shape::linear`]
///
/// # Source
///
/// Hu et al., "MiniCPM: Unveiling the Potential of Small Language Models with Scalable Training Strategies", arXiv 2404.06395.
/// Hägele et al., "Scaling Laws and Compute-Optimal Training Beyond Fixed Training Durations", arXiv 2405.18392, for the shape
/// `1-sqrt`. Wen et al., "Understanding Warmup-Stable-Decay Learning Rates: A River Valley Loss Landscape Perspective", arXiv
/// 2410.05192, for WSD-S. Zhai et al., "Scaling Vision Transformers", arXiv 2106.04560, for the reciprocal square root with a
/// cooldown.
#[doc(alias("tri_stage", "TriStageLRSchedule", "tri_stage_lr_scheduler"))]
#[doc(alias("WSDScheduler", "WSDLR", "linear_warmup_stable_decay", "WSDS"))]
#[doc(alias("WSD", "WSDLRScheduler", "get_wsd_schedule", "warmup_stable_decay", "WSD-S", "trapezoid", "trapezoidal"))]
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct Wsd {
    warmup_steps: u64,
    stable_steps: u64,
    decay_steps: u64,
    start: WarmupStart,
    warmup_shape: Shape,
    stable_power: f64,
    timescale: Option<f64>,
    decay_shape: Shape,
    floor: f64,
    eta_min: Option<f64>,
}

impl Wsd {
    /// Creates the schedule from the lengths of its phases in steps. The warm-up is linear from its first step on, the stable phase
    /// is constant, and the decay has the shape `1-sqrt` and ends at 0. `decay_steps` is at least 1.
    ///
    /// The first step of the decay still has the value of the stable phase. The value at the end of the decay is that of step
    /// `warmup_steps + stable_steps + decay_steps`, so the last step of a run of this length is one step short of it.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `decay_steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Wsd};
    ///
    /// let schedule = Wsd::new(2, 3, 4)?;
    /// assert_eq!([0, 1, 2, 5, 6, 9].map(|step| schedule.at(1.0, step)), [0.5, 1.0, 1.0, 1.0, 0.5, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(warmup_steps: u64, stable_steps: u64, decay_steps: u64) -> Result<Self> {
        Ok(Self {
            warmup_steps,
            stable_steps,
            decay_steps: check::at_least_one(NAME, "decay_steps", decay_steps)?,
            start: WarmupStart::FirstStep,
            warmup_shape: Shape::linear(),
            stable_power: 0.0,
            timescale: None,
            decay_shape: Shape::one_minus_sqrt(),
            floor: 0.0,
            eta_min: None,
        })
    }

    /// The step at which the decay starts.
    fn decay_start(&self) -> u64 {
        self.warmup_steps.saturating_add(self.stable_steps)
    }

    /// The step at which the decay ends.
    fn end(&self) -> u64 {
        self.decay_start().saturating_add(self.decay_steps)
    }

    /// The factor of the stable phase, `since` steps after the warm-up.
    fn stable(&self, since: f64) -> f64 {
        let timescale = self.timescale.unwrap_or(self.warmup_steps as f64);
        if self.stable_power == 0.0 { 1.0 } else { (1.0 + since / timescale).powf(-self.stable_power) }
    }
}

impl Schedule for Wsd {
    fn value(&self, base: f64, time: f64) -> f64 {
        let warmup = self.warmup_steps as f64;
        if time < warmup {
            return product(base, self.start.factor(&self.warmup_shape, time, self.warmup_steps));
        }
        let (stable_steps, decay_steps) = (self.stable_steps as f64, self.decay_steps as f64);
        let since = (time - warmup).min(stable_steps + decay_steps);
        let stable = self.stable(since);
        let decayed = (since - stable_steps) / decay_steps;
        let fallen = |high: f64, low: f64| match decayed > 0.0 {
            true => saturate(low + (high - low) * self.decay_shape.weight(decayed, self.decay_steps)),
            false => high,
        };
        match self.eta_min {
            Some(eta_min) => fallen(product(base, stable).max(eta_min), eta_min),
            None => product(base, fallen(stable.max(self.floor), self.floor)),
        }
    }

    fn constant_from(&self) -> Option<u64> {
        Some(self.end())
    }

    fn next_change(&self, step: u64) -> u64 {
        if step >= self.end() {
            u64::MAX
        } else if step < self.warmup_steps || self.stable_power != 0.0 {
            step.saturating_add(1)
        } else if self.decay_shape.is_constant() {
            self.end()
        } else {
            step.max(self.decay_start()).saturating_add(1)
        }
    }

    fn peak(&self, base: f64) -> f64 {
        self.eta_min.map_or(base, |eta_min| base.max(eta_min))
    }

    registered!();
}

impl History for Wsd {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        Some(self)
    }
}

impl ChainMember for Wsd {
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        lookup::chain(self, self.eta_min.is_none(), current, base, step)
    }

    fn is_proportional(&self) -> bool {
        self.eta_min.is_none()
    }

    fn settles_at(&self) -> Option<u64> {
        self.constant_from()
    }
}

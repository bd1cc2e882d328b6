use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

const NAME: &str = "InverseSqrt";

/// Inverse square-root decay: a schedule that falls from the base as one over the square root of the time. It has no end.
///
/// ```text
/// value(t) = base / sqrt((t + timescale) / timescale)                                 floor = 0
///            floor * base + (base - floor * base) * sqrt(timescale / (t + timescale))    otherwise
/// ```
///
#[doc = include_str!("../docs/pictures/inverse_sqrt.svg")]
///
/// The value is half of the base at step `3 * timescale`. Most libraries put a warm-up of `timescale` steps in front, so that the
/// curve after it is `base * sqrt(timescale / step)`: use [`warmup_with`](Schedule::warmup_with). [`Noam`](crate::Noam) is the
/// warm-up and the decay of "Attention Is All You Need" in one schedule.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{InverseSqrt, Schedule, Warmup};
///
/// let decay = InverseSqrt::new(100)?;
/// assert_eq!([0, 300, 1_500].map(|step| decay.at(0.8, step)), [0.8, 0.4, 0.2]);
///
/// let warmed_up = decay.warmup_with(Warmup::from_zero(100)?);
/// assert_eq!([0, 50, 100, 400, 1_600].map(|step| warmed_up.at(0.8, step)), [0.0, 0.4, 0.8, 0.4, 0.2]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class. `LambdaLR(optimizer, lambda step: 1 / math.sqrt((step + timescale) / timescale))` has the same
/// values, to the bit.
///
/// # In other libraries
///
/// `W` is the number of steps of the warm-up. Rows without a closeness are compared by their formulas only, not by values.
///
/// | library | here |
/// |---|---|
/// | transformers: `get_inverse_sqrt_schedule(optimizer, W, timescale)`, to the bit | `InverseSqrt::new(timescale)?.warmup_with(Warmup::from_zero(W)?)`. `timescale` is `W` by default there, and 10,000 if `W` is 0 |
/// | fairseq: `inverse_sqrt` with `warmup_updates=W`, `warmup_init_lr`, and `lr` as the base | `InverseSqrt::new(W)?.warmup_with(Warmup::from_floor(warmup_init_lr / lr, W)?)`, within a relative 1e-12 |
/// | Megatron: `lr_decay_style='inverse-square-root'`, `min_lr`, with `max_lr` as the base | `InverseSqrt::new(W)?.warmup_with(Warmup::from_zero(W)?).clamp(min_lr, max_lr)?`, within a relative 1e-12, with `min_lr` 0 during the warm-up. After `lr_decay_steps` the rate is `min_lr` there: add a [`then`](Schedule::then) |
/// | OLMo-core: `InvSqrtWithWarmup(warmup_steps=W, alpha_f=0.1)`, to the bit after the warm-up, and within a relative 1e-12 during it | `InverseSqrt::new(W)?.floor(0.1)?.warmup_with(Warmup::from_zero(W)?)` |
/// | NeMo: `InverseSquareRootAnnealing`, `((t + 1) / (W + 1))^-0.5` after the warm-up | `InverseSqrt::new(W + 1)?`, in front of it the warm-up |
/// | T5: `1 / sqrt(max(t, W))` | `InverseSqrt::new(W)?.delay(W)`, with the base `1 / sqrt(W)` |
/// | big_vision: `decay_type="rsqrt"` with `timescale` and `warmup_steps=W` | as transformers |
///
/// # Source
///
/// Vaswani et al., "Attention Is All You Need", arXiv 1706.03762, section 5.3. The time scale is that of Zhai et al., "Scaling
/// Vision Transformers", arXiv 2106.04560, section 3.5. The floor is OLMo's `alpha_f`.
#[doc(alias("InverseSquareRoot", "InvSqrt", "WarmupInverseSqrt", "NoamHoldAnnealing"))]
#[doc(alias("get_inverse_sqrt_schedule", "inverse_sqrt", "rsqrt", "InverseSquareRootAnnealing", "InvSqrtWithWarmup"))]
#[doc(alias("InverseSquareRootSchedule", "inverse-square-root"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InverseSqrt {
    timescale: u64,
    floor: f64,
}

impl InverseSqrt {
    /// Creates an inverse square-root decay to 0. `timescale` is the number of steps after which the value is the base divided by
    /// the square root of 2. It is at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `timescale` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{InverseSqrt, Schedule};
    ///
    /// let schedule = InverseSqrt::new(1)?;
    /// assert_eq!([0, 3, 15].map(|step| schedule.at(1.0, step)), [1.0, 0.5, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(timescale: u64) -> Result<Self> {
        Ok(Self { timescale: check::at_least_one(NAME, "timescale", timescale)?, floor: 0.0 })
    }

    /// Sets the value that the schedule approaches, as a fraction of the base: from 0 to 1, 0 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `floor` is below 0, above 1 or not a number.
    ///
    /// ```
    /// use tch_lr_scheduler::{InverseSqrt, Schedule};
    ///
    /// let schedule = InverseSqrt::new(1)?.floor(0.5)?;
    /// assert_eq!([0, 3, 15].map(|step| schedule.at(1.0, step)), [1.0, 0.75, 0.625]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn floor(mut self, floor: f64) -> Result<Self> {
        self.floor = check::fraction(NAME, "floor", floor)?;
        Ok(self)
    }
}

impl Schedule for InverseSqrt {
    fn value(&self, base: f64, time: f64) -> f64 {
        let timescale = self.timescale as f64;
        let since = time + timescale;
        // The first is the order of operations of transformers, the second that of OLMo.
        if self.floor == 0.0 {
            return product(base, 1.0 / (since / timescale).sqrt());
        }
        let low = base * self.floor;
        low + (base - low) * (timescale / since).sqrt()
    }

    fn constant_from(&self) -> Option<u64> {
        (self.floor == 1.0).then_some(0)
    }

    registered!();
}

multiplies!(InverseSqrt);

impl InverseSqrt {
    fn summarize(&self, summary: &mut Summary) {
        summary.phase(0, None, Shape::power(self.timescale as f64, -0.5));
    }
}

type_entry!(InverseSqrt "InverseSqrt" { timescale: u64; floor: f64 = 0.0 } => InverseSqrt::new(timescale)?.floor(floor));

use crate::data::Count;
use crate::error::check;
use crate::schedule::arithmetic::product;
use crate::schedule::described::registered;
use crate::schedule::lookup;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{ChainMember, History, Result, Schedule, Summary};

const NAME: &str = "Noam";

/// The schedule of "Attention Is All You Need": a linear warm-up, and then an inverse square-root decay without an end.
///
/// ```text
/// new:        value(t) = factor * d_model^-0.5 * min(s^-0.5, s * warmup_steps^-1.5)         s = t + 1
/// from_base:  value(t) = factor * base * warmup_steps^0.5 * min(s^-0.5, s * warmup_steps^-1.5)
/// ```
///
#[doc = include_str!("../docs/pictures/noam.svg")]
///
/// [`new`](Self::new) is the formula of the paper. It sets the rate itself: **the base is not used**, and the highest rate is
/// `factor / sqrt(d_model * warmup_steps)`. [`from_base`](Self::from_base) has the same shape, and its highest rate is the base.
/// Both are highest at step `warmup_steps - 1`. [`InverseSqrt`](crate::InverseSqrt) is the decay alone, with a time scale and a
/// floor.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{Noam, Schedule};
///
/// let absolute = Noam::new(64, 100)?; // the highest rate is 1 / sqrt(64 * 100)
/// assert_eq!([0.1, 7.0].map(|base| absolute.at(base, 99)), [0.0125, 0.0125]);
/// assert!(absolute.at(0.1, 98) < 0.0125 && absolute.at(0.1, 100) < 0.0125);
///
/// let relative = Noam::from_base(100)?;
/// assert_eq!([0, 49, 99, 399].map(|step| relative.at(0.8, step)), [0.008, 0.4, 0.8, 0.4]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class. With `lr=1`, `LambdaLR(optimizer, lambda t: factor * d_model**-0.5 * min((t + 1)**-0.5, (t + 1) *
/// warmup_steps**-1.5))` has the same bits. "The Annotated Transformer" uses `max(t, 1)` instead of `t + 1`, so that its first two
/// steps have the same rate: it is one step later.
///
/// # In other libraries
///
/// - espnet: `WarmupLR(optimizer, warmup_steps=25000)` is `Noam::from_base(warmup_steps)?`, within a relative 1e-12
/// - AllenNLP: `NoamLR(optimizer, model_size, warmup_steps, factor=1.0)`, which multiplies the base: use the factor `factor * base`
/// - burn: `NoamLrSchedulerConfig::new(factor).with_warmup_steps(..).with_model_size(..)`
/// - NeMo: `NoamAnnealing(optimizer, d_model=.., warmup_steps=..)`, whose factor is the rate of the optimizer, and whose step is
///   `max(1, t)` in place of `t + 1`. Its `min_lr` limits the rate after the warm-up.
/// - OpenNMT: `noam` with `rnn_size` and `warmup_steps`, whose factor is `learning_rate`
///
/// # Source
///
/// Vaswani et al., "Attention Is All You Need", arXiv 1706.03762, equation 3.
#[doc(alias = "NoamScheduler")]
#[doc(alias("NoamLR", "NoamOpt", "NoamAnnealing", "noam_decay", "WarmupLR", "TransformerLRScheduler"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Noam {
    d_model: Option<u64>,
    warmup_steps: u64,
    factor: f64,
}

impl Noam {
    /// Creates the schedule of the paper, which does not use the base. `d_model` is the width of the model, and `warmup_steps` the
    /// number of steps of the warm-up. Both are at least 1.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `d_model` or `warmup_steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Noam, Schedule};
    ///
    /// let schedule = Noam::new(512, 4_000)?; // as in the paper
    /// assert!((schedule.peak(1.0) - 6.9877e-4).abs() < 1e-8);
    /// assert_eq!(schedule.at(1.0, 3_999), schedule.peak(1.0));
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(d_model: u64, warmup_steps: u64) -> Result<Self> {
        let d_model = check::at_least_one(NAME, "d_model", d_model)?;
        Ok(Self { d_model: Some(d_model), ..Self::from_base(warmup_steps)? })
    }

    /// Creates the schedule that rises to the base in `warmup_steps` steps, at least 1, and then falls.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `warmup_steps` is 0.
    ///
    /// ```
    /// use tch_lr_scheduler::{Noam, Schedule};
    ///
    /// let schedule = Noam::from_base(4)?;
    /// assert_eq!([0, 1, 3, 15].map(|step| schedule.at(1.0, step)), [0.25, 0.5, 1.0, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn from_base(warmup_steps: u64) -> Result<Self> {
        Ok(Self { d_model: None, warmup_steps: check::at_least_one(NAME, "warmup_steps", warmup_steps)?, factor: 1.0 })
    }

    /// Sets the factor on every value: finite and not negative, 1 by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `factor` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Noam, Schedule};
    ///
    /// assert_eq!(Noam::new(64, 100)?.factor(2.0)?.at(1.0, 99), 0.025);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn factor(mut self, factor: f64) -> Result<Self> {
        self.factor = check::finite_not_negative(NAME, "factor", factor)?;
        Ok(self)
    }

    fn is_relative(&self) -> bool {
        self.d_model.is_none()
    }
}

impl Schedule for Noam {
    fn value(&self, base: f64, time: f64) -> f64 {
        let (step, warmup) = (time + 1.0, self.warmup_steps as f64);
        let shape = step.powf(-0.5).min(step * warmup.powf(-1.5));
        match self.d_model {
            Some(d_model) => product(self.factor, (d_model as f64).powf(-0.5) * shape),
            None => product(product(base, warmup.powf(0.5) * shape), self.factor),
        }
    }

    fn constant_from(&self) -> Option<u64> {
        (self.factor == 0.0).then_some(0)
    }

    fn peak(&self, base: f64) -> f64 {
        self.at(base, self.warmup_steps - 1)
    }

    registered!();
}

impl History for Noam {
    fn in_chain(&self) -> Option<&dyn ChainMember> {
        Some(self)
    }
}

impl ChainMember for Noam {
    fn chain(&self, current: f64, base: f64, step: u64) -> f64 {
        lookup::chain(self, self.is_relative(), current, base, step)
    }

    fn is_proportional(&self) -> bool {
        self.is_relative()
    }

    fn settles_at(&self) -> Option<u64> {
        self.constant_from()
    }
}

impl Noam {
    fn summarize(&self, summary: &mut Summary) {
        let top = self.warmup_steps - 1;
        summary.warmup_phase(top, Shape::Linear);
        summary.phase(top, None, Shape::power(self.warmup_steps as f64, -0.5));
    }
}

type_entry!(Noam "Noam" {
    d_model: Option<Count> = None, [it -> it.d_model.map(Count)]; warmup_steps: u64; factor: f64 = 1.0 } => {
    match d_model {
        Some(d_model) => Noam::new(d_model.0, warmup_steps)?.factor(factor),
        None => Noam::from_base(warmup_steps)?.factor(factor),
    }
});

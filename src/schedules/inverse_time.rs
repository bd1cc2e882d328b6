use crate::error::check;
use crate::schedule::arithmetic::floor_div;
use crate::schedule::described::registered;
use crate::schedule::lookup::multiplies;
use crate::schedule::summary::Shape;
use crate::schedule::type_entry::type_entry;
use crate::{Result, Schedule, Summary};

const NAME: &str = "InverseTime";

/// Inverse time decay: a schedule that falls from the base as one over the time, or over a power of it. It has no end.
///
/// ```text
/// value(t) = base / (1 + decay_rate * p)^power     p = t / decay_steps, or floor(t / decay_steps) with a staircase
/// ```
///
#[doc = include_str!("../docs/pictures/inverse_time.svg")]
///
/// With `power` 1, the value is half of the base at step `decay_steps / decay_rate`. If all rates are of this form with a power
/// above 0.5 and at most 1, their sum is infinite and the sum of their squares is finite, so that stochastic gradient descent
/// converges.
///
/// # Examples
///
/// ```
/// use tch_lr_scheduler::{InverseTime, Schedule};
///
/// let schedule = InverseTime::new(10, 1.0)?;
/// assert_eq!([0, 10, 30].map(|step| schedule.at(0.6, step)), [0.6, 0.3, 0.15]);
/// let staircase = schedule.staircase(true);
/// assert_eq!([0, 9, 10, 19, 30].map(|step| staircase.at(0.6, step)), [0.6, 0.6, 0.3, 0.3, 0.15]);
/// # Ok::<(), tch_lr_scheduler::Error>(())
/// ```
///
/// # In PyTorch
///
/// Torch has no such class. `LambdaLR(optimizer, lambda step: 1 / (1 + decay_rate * step / decay_steps))` is the same up to
/// rounding.
///
/// # In other libraries
///
/// - Keras: `InverseTimeDecay(initial_learning_rate, decay_steps, decay_rate, staircase=False)`. Keras computes with 32 bits. The
///   values of its formula in 64 bits are equal to the bit.
/// - PaddlePaddle: `InverseTimeDecay(learning_rate, gamma)` is `InverseTime::new(1, gamma)?`
/// - ParameterSchedulers.jl: `Inv(start, decay, degree)` is `InverseTime::new(1, decay)?.power(degree)?`
/// - Caffe: `lr_policy: "inv"` with `gamma` and `power` is `InverseTime::new(1, gamma)?.power(power)?`, within a relative 1e-12
///
/// # Source
///
/// Robbins and Monro, "A Stochastic Approximation Method", Annals of Mathematical Statistics 22, 1951, for the condition on the
/// sums. The parameters are those of Keras.
#[doc(alias("InverseTimeDecay", "Inv", "inverse_time_decay", "inv"))]
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use = "a schedule does nothing until a plan uses it"]
pub struct InverseTime {
    decay_steps: u64,
    decay_rate: f64,
    staircase: bool,
    power: f64,
}

impl InverseTime {
    /// Creates an inverse time decay with power 1. `decay_steps` is the number of steps in which the divisor grows by `decay_rate`,
    /// at least 1. `decay_rate` is finite and not negative.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `decay_steps` is 0, or `decay_rate` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{InverseTime, Schedule};
    ///
    /// let schedule = InverseTime::new(1, 1.0)?;
    /// assert_eq!([0, 1, 3].map(|step| schedule.at(1.0, step)), [1.0, 0.5, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn new(decay_steps: u64, decay_rate: f64) -> Result<Self> {
        Ok(Self {
            decay_steps: check::at_least_one(NAME, "decay_steps", decay_steps)?,
            decay_rate: check::finite_not_negative(NAME, "decay_rate", decay_rate)?,
            staircase: false,
            power: 1.0,
        })
    }

    /// Sets whether the value changes only after every `decay_steps` steps: no by default.
    ///
    /// ```
    /// use tch_lr_scheduler::{InverseTime, Schedule};
    ///
    /// let schedule = InverseTime::new(2, 1.0)?.staircase(true);
    /// assert_eq!([0, 1, 2, 3].map(|step| schedule.at(1.0, step)), [1.0, 1.0, 0.5, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn staircase(mut self, staircase: bool) -> Self {
        self.staircase = staircase;
        self
    }

    /// Sets the power of the divisor: finite and not negative, 1 by default. A power of 0.5 is an inverse square root.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `power` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{InverseTime, Schedule};
    ///
    /// let schedule = InverseTime::new(1, 1.0)?.power(2.0)?;
    /// assert_eq!([0, 1, 3].map(|step| schedule.at(1.0, step)), [1.0, 0.25, 0.0625]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn power(mut self, power: f64) -> Result<Self> {
        self.power = check::finite_not_negative(NAME, "power", power)?;
        Ok(self)
    }
}

impl Schedule for InverseTime {
    fn value(&self, base: f64, time: f64) -> f64 {
        let progress = if self.staircase { floor_div(time, self.decay_steps) } else { time / self.decay_steps as f64 };
        base / (1.0 + self.decay_rate * progress).powf(self.power)
    }

    fn constant_from(&self) -> Option<u64> {
        (self.decay_rate == 0.0 || self.power == 0.0).then_some(0)
    }

    fn next_change(&self, step: u64) -> u64 {
        match self.constant_from() {
            Some(_) => u64::MAX,
            None if self.staircase => (step - step % self.decay_steps).saturating_add(self.decay_steps),
            None => step.saturating_add(1),
        }
    }

    registered!();
}

multiplies!(InverseTime);

impl InverseTime {
    fn summarize(&self, summary: &mut Summary) {
        let shape = Shape::power(self.decay_steps as f64 / self.decay_rate, -self.power);
        match self.staircase {
            _ if self.constant_from().is_some() => summary.phase(0, None, Shape::Constant),
            true => summary.stairs(0, None, self.decay_steps, shape),
            false => summary.phase(0, None, shape),
        }
    }
}

type_entry!(InverseTime "InverseTime" {
    decay_steps: u64;
    decay_rate: f64;
    staircase: bool = false;
    power: f64 = 1.0
} => InverseTime::new(decay_steps, decay_rate)?.staircase(staircase).power(power));

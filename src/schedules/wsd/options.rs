//! The options of a `Wsd`.

use super::{NAME, Wsd};
use crate::combinators::WarmupStart;
use crate::error::check;
use crate::{Result, Shape};

impl Wsd {
    /// Starts the warm-up at the fraction `floor` of the base, from 0 to 1, so that step `warmup_steps` is the first one with the
    /// full value. Default: the first step has `1 / warmup_steps` of the base, and the last step of the warm-up the full value.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `floor` is below 0, above 1 or not a number.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Wsd};
    ///
    /// let schedule = Wsd::new(4, 10, 4)?.warmup_from(0.0)?;
    /// assert_eq!([0, 1, 3, 4].map(|step| schedule.at(1.0, step)), [0.0, 0.25, 0.75, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn warmup_from(mut self, floor: f64) -> Result<Self> {
        self.start = WarmupStart::Floor(check::fraction(NAME, "warmup_from", floor)?);
        Ok(self)
    }

    /// Sets the shape of the warm-up, mirrored as in a [`Warmup`](crate::Warmup). Default: [`Shape::linear`].
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Shape, Wsd};
    ///
    /// let schedule = Wsd::new(4, 10, 4)?.warmup_from(0.0)?.warmup_shape(Shape::one_minus_sqrt());
    /// assert_eq!([0, 3, 4].map(|step| schedule.at(1.0, step)), [0.0, 0.5, 1.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn warmup_shape(mut self, shape: Shape) -> Self {
        self.warmup_shape = shape;
        self
    }

    /// Lets the stable phase fall as the reciprocal square root of the steps: [`stable_power`](Self::stable_power) of 0.5. The decay
    /// multiplies the value, which keeps falling in this way.
    ///
    /// # Errors
    /// As [`stable_power`](Self::stable_power).
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Wsd};
    ///
    /// let schedule = Wsd::new(10, 1_000, 100)?.rsqrt()?;
    /// assert_eq!([10, 40].map(|step| schedule.at(1.0, step)), [1.0, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn rsqrt(self) -> Result<Self> {
        self.stable_power(0.5)
    }

    /// Lets the stable phase fall as `(1 + u / timescale)^-power`, where `u` is the number of steps since the warm-up. `power` is
    /// finite and not negative. Default: 0, a constant. The [`timescale`](Self::timescale) is the length of the warm-up by default.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `power` is negative or not finite, or if there is neither a warm-up nor a
    /// timescale: without a warm-up, call [`timescale`](Self::timescale) first.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Wsd};
    ///
    /// let schedule = Wsd::new(10, 1_000, 100)?.stable_power(1.0)?;
    /// assert_eq!([10, 20, 40].map(|step| schedule.at(1.0, step)), [1.0, 0.5, 0.25]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn stable_power(mut self, power: f64) -> Result<Self> {
        self.stable_power = check::finite_not_negative(NAME, "stable_power", power)?;
        let has_timescale = power == 0.0 || self.warmup_steps > 0 || self.timescale.is_some();
        let bound = "given if stable_power is not 0 and there is no warm-up, whose length is the default";
        check::ensure(has_timescale, NAME, "timescale", bound, format_args!("none"))?;
        Ok(self)
    }

    /// Sets the number of steps after which [`rsqrt`](Self::rsqrt) and [`stable_power`](Self::stable_power) have fallen by a factor
    /// of 2<sup>power</sup>. It is finite and above 0. Default: the length of the warm-up.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `timescale` is not above 0 or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Wsd};
    ///
    /// let schedule = Wsd::new(0, 1_000, 100)?.timescale(100.0)?.rsqrt()?;
    /// assert_eq!([0, 300].map(|step| schedule.at(1.0, step)), [1.0, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn timescale(mut self, timescale: f64) -> Result<Self> {
        self.timescale = Some(check::finite_above_zero(NAME, "timescale", timescale)?);
        Ok(self)
    }

    /// Sets the shape of the decay. Default: [`Shape::one_minus_sqrt`].
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `shape` is [`logarithmic`](Shape::logarithmic), which is only for a
    /// warm-up.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Shape, Wsd};
    ///
    /// let schedule = Wsd::new(0, 10, 4)?.decay_shape(Shape::one_minus_square())?;
    /// assert_eq!([10, 12, 14].map(|step| schedule.at(1.0, step)), [1.0, 0.75, 0.0]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    pub fn decay_shape(mut self, shape: Shape) -> Result<Self> {
        self.decay_shape = shape.for_a_fall(NAME, "decay_shape")?;
        Ok(self)
    }

    /// Sets the value at the end as a fraction of the base, from 0 to 1. It replaces [`eta_min`](Self::eta_min). Default: 0.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `floor` is below 0, above 1 or not a number.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Wsd};
    ///
    /// let schedule = Wsd::new(0, 10, 4)?.floor(0.25)?;
    /// assert_eq!([0.4, 2.0].map(|base| schedule.at(base, 14)), [0.1, 0.5]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "min_lr_ratio")]
    pub fn floor(mut self, floor: f64) -> Result<Self> {
        (self.floor, self.eta_min) = (check::fraction(NAME, "floor", floor)?, None);
        Ok(self)
    }

    /// Sets the value at the end, the same for every base: finite and not negative. It replaces [`floor`](Self::floor). The stable
    /// phase does not fall below it.
    ///
    /// # Errors
    /// [`Error::Parameter`](crate::Error::Parameter) if `eta_min` is negative or not finite.
    ///
    /// ```
    /// use tch_lr_scheduler::{Schedule, Wsd};
    ///
    /// let schedule = Wsd::new(0, 10, 4)?.eta_min(0.01)?;
    /// assert_eq!([0.4, 2.0].map(|base| schedule.at(base, 14)), [0.01, 0.01]);
    /// # Ok::<(), tch_lr_scheduler::Error>(())
    /// ```
    #[doc(alias = "lr_min")]
    pub fn eta_min(mut self, eta_min: f64) -> Result<Self> {
        (self.floor, self.eta_min) = (0.0, Some(check::finite_not_negative(NAME, "eta_min", eta_min)?));
        Ok(self)
    }
}
